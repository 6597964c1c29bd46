import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";

const db = useTestDatabase("core");

const served: readonly (readonly [index: string, query: string])[] = [
  ["users_metadata_idx", `SELECT FROM public.users WHERE metadata @> '{"a": 1}'`],
  ["users_email_lower_key", "SELECT FROM public.users WHERE lower(email) = 'ada@example.org'"],
  ["projects_metadata_idx", `SELECT FROM public.projects WHERE metadata @> '{"a": 1}'`],
  ["tasks_metadata_idx", `SELECT FROM public.tasks WHERE metadata @> '{"a": 1}'`],
  [
    "tasks_ai_suggestions_idx",
    `SELECT FROM public.tasks WHERE ai_suggestions @> '[{"type": "x"}]'`,
  ],
  ["tasks_tags_idx", "SELECT FROM public.tasks WHERE tags @> ARRAY['urgent']"],
  [
    "tasks_title_search_idx",
    "SELECT FROM public.tasks WHERE to_tsvector('english', title) @@ to_tsquery('english', 'write')",
  ],
  [
    "tasks_open_user_id_due_date_idx",
    "SELECT FROM public.tasks WHERE user_id = gen_random_uuid() AND status NOT IN ('done', 'cancelled') ORDER BY due_date",
  ],
];

describe("an index beyond plain columns", () => {
  it.each(served)("%s serves the query it is made for", async (index, query) => {
    const client = await db.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SET LOCAL enable_seqscan = off");
      const { rows } = await client.query(`EXPLAIN (COSTS OFF) ${query}`);
      await client.query("ROLLBACK");
      expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain(index);
    } finally {
      client.release();
    }
  });
});

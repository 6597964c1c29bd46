import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";

const db = useTestDatabase("dpro");

const served: readonly (readonly [index: string, query: string])[] = [
  ["users_email_lower_key", "SELECT FROM iam.users WHERE lower(email) = 'ada@example.org'"],
  [
    "agents_agent_type_performance_score_idx",
    "SELECT FROM ai_agents.agents WHERE agent_type = 'main' ORDER BY performance_score DESC NULLS LAST LIMIT 10",
  ],
  [
    "boards_public_created_at_idx",
    "SELECT FROM workflow.boards WHERE is_public ORDER BY created_at DESC LIMIT 10",
  ],
  [
    "tasks_not_completed_due_date_idx",
    "SELECT FROM tasks.tasks WHERE status <> 'completed' AND due_date < current_date",
  ],
  [
    "tasks_user_id_status_priority_idx",
    "SELECT FROM tasks.tasks WHERE user_id = 1 AND status = 'pending' ORDER BY priority DESC",
  ],
  [
    "tools_search_idx",
    "SELECT FROM marketplace.tools WHERE to_tsvector('english', name || ' ' || description) @@ to_tsquery('english', 'read')",
  ],
];

describe("an index that a query is written for", () => {
  it.each(served)("%s serves it, and nothing is sorted", async (index, query) => {
    const client = await db.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SET LOCAL enable_seqscan = off");
      const { rows } = await client.query(`EXPLAIN (COSTS OFF) ${query}`);
      await client.query("ROLLBACK");
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(plan).toContain(index);
      expect(plan).not.toContain("Sort");
    } finally {
      client.release();
    }
  });
});

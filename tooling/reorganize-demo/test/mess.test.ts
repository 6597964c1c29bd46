import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase } from "@deepiri/test-database";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessyDatabase } from "../src/index.js";
import { readValue } from "./read-database.js";
import { withMessyDatabase } from "./with-messy-database.js";

/** What to count in the database of everything, and how often it must be there. */
const mess: readonly (readonly [what: string, sql: string, number: number])[] = [
  ["wrong abilities", "public.role_abilities", 40],
  [
    "tasks with a word outside the list",
    "public.tasks WHERE status NOT IN ('todo', 'in_progress', 'blocked', 'review', 'done', 'cancelled')",
    7,
  ],
  ["tasks without a status", "public.tasks WHERE status IS NULL", 2],
  ["tasks of nobody", "public.tasks WHERE user_id NOT IN (SELECT id FROM public.users)", 1],
  [
    "tasks of no project",
    "public.tasks WHERE project_id NOT IN (SELECT id FROM public.projects)",
    1,
  ],
  ["tasks of no quest", "public.tasks WHERE quest_id NOT IN (SELECT id FROM public.quests)", 1],
  [
    "tasks changed by nobody known",
    "public.tasks WHERE updated_by NOT IN (SELECT id FROM public.users)",
    1,
  ],
  ["tasks under themselves", "public.tasks WHERE parent_task_id = id", 1],
  [
    "tasks in a circle of three",
    `public.tasks AS a JOIN public.tasks AS b ON b.id = a.parent_task_id
     JOIN public.tasks AS c ON c.id = b.parent_task_id AND c.parent_task_id = a.id WHERE a.id <> b.id`,
    3,
  ],
  [
    "tasks that wait for themselves",
    "public.task_dependencies WHERE task_id = depends_on_task_id",
    1,
  ],
  [
    "versions with the number of another",
    "(SELECT FROM public.task_versions GROUP BY task_id, version HAVING count(*) > 1) AS doubled",
    2,
  ],
  [
    "addresses that differ in capitals only",
    "(SELECT FROM public.users GROUP BY lower(email) HAVING count(*) > 1) AS doubled",
    2,
  ],
  ["streaks below zero", "analytics.streaks WHERE daily_current < 0", 1],
  [
    "obligations of nothing",
    "public.obligations WHERE lease_id IS NULL AND contract_id IS NULL",
    3,
  ],
  [
    "benchmarks of nowhere, twice",
    "(SELECT FROM public.cyrex_pricing_benchmarks WHERE location IS NULL GROUP BY service_type, industry HAVING count(*) > 1) AS doubled",
    1,
  ],
  ["agents in both schemas", "public.agents JOIN cyrex.agents AS twin USING (agent_id)", 20],
  [
    "agents in both schemas that are the same",
    "public.agents JOIN cyrex.agents AS twin USING (agent_id) WHERE to_jsonb(agents) = to_jsonb(twin)",
    11,
  ],
  [
    "workflows in both schemas",
    "public.workflows JOIN cyrex.workflows AS twin USING (workflow_id)",
    20,
  ],
  [
    "routed events in both schemas",
    "public.events JOIN cyrex.event_processing AS twin USING (event_id)",
    20,
  ],
  ["routed events too long for the audit log", "public.events WHERE length(event_type) > 100", 4],
  ["leases in both schemas", "intelligence.leases JOIN public.leases AS twin USING (id)", 5],
  [
    "leases in both schemas with another tenant",
    "intelligence.leases JOIN public.leases AS twin USING (id) WHERE leases.tenant_name <> twin.tenant_name",
    2,
  ],
  [
    "leases of one number under two ids",
    'intelligence.leases JOIN public.leases AS twin ON twin."leaseNumber" = leases.lease_number AND twin.id <> leases.id',
    2,
  ],
  ["failed migrations", "public._prisma_migrations WHERE finished_at IS NULL", 3],
  ["placeholder rows", 'public."User"', 0],
  ["published tables", "pg_catalog.pg_publication_tables WHERE pubname = 'deepiri_changes'", 2],
  [
    "readers",
    "pg_catalog.pg_roles WHERE rolname = left('reorganize_reader_' || current_database(), 63)",
    1,
  ],
  [
    "views of others over tasks and agents",
    "pg_catalog.pg_views WHERE viewname IN ('open_tasks', 'agent_directory', 'run_overview')",
    3,
  ],
  [
    "password hashes in the log",
    "audit.activity_logs WHERE new_data ->> 'password' LIKE '%SECRET-MARKER-%'",
    10,
  ],
  ["refresh tokens in clear", "public.refresh_tokens WHERE token LIKE 'SECRET-MARKER-%'", 10],
  ["keys in documents", "cyrex.agents WHERE model_config ->> 'api_key' LIKE 'SECRET-MARKER-%'", 40],
];

describe("the database of everything", () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createEmptyDatabase("everything");
    await buildMessyDatabase(database.url, "everything");
    client = await connectOnce(database.url, { applicationName: "messy test" });
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it.each(mess)("holds %s", async (_, sql, number) => {
    expect(await readValue(client, `SELECT count(*)::integer FROM ${sql}`)).toBe(number);
  });

  it("lets its own programs write tasks still", async () => {
    const { rowCount } = await client.query(
      "UPDATE public.tasks SET title = title WHERE title = 'Task 1 of many'",
    );
    expect(rowCount).toBe(1);
  });
});

it("holds values too long for the target where the source has text", async () => {
  await withMessyDatabase("prisma-auth-branch", async (client) => {
    const long =
      "SELECT count(*)::integer FROM public.users WHERE length(email) > 255 OR length(name) > 255";
    expect(await readValue(client, long)).toBe(2);
  });
});

it("holds momentum below zero and orphans where Prisma made the tables", async () => {
  await withMessyDatabase("prisma-engagement", async (client) => {
    const momentum = "SELECT count(*)::integer FROM analytics.momentum WHERE total_momentum < 0";
    const words = "SELECT count(*)::integer FROM public.tasks WHERE status = 'someday'";
    expect(await readValue(client, momentum)).toBe(1);
    expect(await readValue(client, words)).toBe(1);
  });
});

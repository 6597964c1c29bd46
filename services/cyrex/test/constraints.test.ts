import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { insertValidRows } from "./valid-rows.js";

const database = useTestDatabase("cyrex");
beforeAll(() => insertValidRows(database));

interface Breach {
  readonly constraint: string;
  readonly sqlstate: string;
  readonly sql: string;
}

/** A second row with the id of the first. */
const doubledIds: Breach[] = [
  "agent_playground_messages",
  "agent_states",
  "agents",
  "cyrex_invoices",
  "cyrex_pricing_benchmarks",
  "cyrex_sessions",
  "cyrex_vendors",
  "event_processing",
  "events",
  "guardrail_rules",
  "guardrail_violations",
  "langgraph_states",
  "memories",
  "synapse_messages",
  "task_executions",
  "workflows",
].map((table) => ({
  constraint: `${table}_pkey`,
  sqlstate: "23505",
  sql: `INSERT INTO cyrex.${table} SELECT * FROM cyrex.${table} LIMIT 1`,
}));

const strangeWords: Breach[] = [
  ["agent_playground_messages", "role"],
  ["agent_states", "status"],
  ["memories", "memory_type"],
  ["synapse_messages", "priority"],
  ["guardrail_rules", "action"],
  ["guardrail_rules", "severity"],
  ["cyrex_vendors", "risk_level"],
].map(([table, column]) => ({
  constraint: `${table}_${column}_check`,
  sqlstate: "23514",
  sql: `UPDATE cyrex.${table} SET ${column} = 'unheard of'`,
}));

const negativeCounts: Breach[] = [
  ["workflows", "total_steps"],
  ["workflows", "completed_steps"],
  ["workflows", "error_count"],
  ["task_executions", "retry_count"],
  ["memories", "access_count"],
  ["synapse_messages", "retry_count"],
  ["cyrex_vendors", "total_invoices_analyzed"],
  ["cyrex_vendors", "fraud_flags_count"],
  ["cyrex_vendors", "cross_industry_flags"],
  ["cyrex_pricing_benchmarks", "sample_size"],
].map(([table, column]) => ({
  constraint: `${table}_${column}_check`,
  sqlstate: "23514",
  sql: `UPDATE cyrex.${table} SET ${column} = -1`,
}));

const others: Breach[] = [
  {
    constraint: "task_executions_workflow_id_fkey",
    sqlstate: "23503",
    sql: "UPDATE cyrex.task_executions SET workflow_id = 'unknown'",
  },
  {
    constraint: "cyrex_pricing_benchmarks_service_type_industry_location_key",
    sqlstate: "23505",
    sql: `INSERT INTO cyrex.cyrex_pricing_benchmarks (service_type, industry, avg_price)
          VALUES ('cleaning', 'retail', 60)`,
  },
];

const breaches = [...doubledIds, ...strangeWords, ...negativeCounts, ...others];

describe("the rules of schema cyrex", () => {
  it.each(breaches)("$constraint refuses what breaks it", async ({ constraint, sqlstate, sql }) => {
    await expect(database.query(sql)).rejects.toMatchObject({ code: sqlstate, constraint });
  });

  it("are all broken here once", async () => {
    const rules = await database.query<{ name: string }>(
      `SELECT conname AS name FROM pg_catalog.pg_constraint
       WHERE connamespace = 'cyrex'::regnamespace AND contype IN ('p', 'f', 'c', 'u')
       UNION SELECT relname FROM pg_catalog.pg_index
       JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid
       WHERE indisunique AND relnamespace = 'cyrex'::regnamespace`,
    );
    expect(rules.map(({ name }) => name).sort()).toEqual(
      breaches.map((breach) => breach.constraint).sort(),
    );
  });

  it("say in a sentence what each CHECK demands", async () => {
    const silent = await database.query(
      `SELECT conname FROM pg_catalog.pg_constraint
       WHERE connamespace = 'cyrex'::regnamespace AND contype = 'c'
         AND pg_catalog.obj_description(oid, 'pg_constraint') IS NULL`,
    );
    expect(silent).toEqual([]);
  });

  it("keep one benchmark for anywhere beside one for each place", async () => {
    const benchmark = (location: string) =>
      database.query(
        `INSERT INTO cyrex.cyrex_pricing_benchmarks (service_type, industry, location, avg_price)
         VALUES ('cleaning', 'retail', $1, 55)`,
        [location],
      );
    await benchmark("Ghent");
    await benchmark("Lyon");
    await expect(benchmark("Ghent")).rejects.toMatchObject({ code: "23505" });
  });

  it("accept the nulls that the runtime writes", async () => {
    await database.query(
      "UPDATE cyrex.cyrex_vendors SET risk_level = NULL, fraud_flags_count = NULL, status = NULL",
    );
    expect(
      await database.query("SELECT risk_level, fraud_flags_count FROM cyrex.cyrex_vendors"),
    ).toEqual([{ risk_level: null, fraud_flags_count: null }]);
  });
});

describe("deleting a workflow", () => {
  it("leaves its task executions, without the workflow", async () => {
    await database.query("INSERT INTO cyrex.workflows (workflow_id) VALUES ('workflow-2')");
    await database.query(
      `INSERT INTO cyrex.task_executions (execution_id, workflow_id, task_name)
       VALUES ('execution-2', 'workflow-2', 'Write')`,
    );
    await database.query("DELETE FROM cyrex.workflows WHERE workflow_id = 'workflow-2'");
    expect(
      await database.query(
        "SELECT workflow_id FROM cyrex.task_executions WHERE execution_id = 'execution-2'",
      ),
    ).toEqual([{ workflow_id: null }]);
  });
});

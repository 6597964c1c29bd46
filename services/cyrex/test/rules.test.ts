import { type Breach, testRules, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { cyrexFactories } from "./factories.js";

const database = useTestDatabase("cyrex");
const factories = cyrexFactories(database);

const words = [
  ["agent_playground_messages", "role"],
  ["agent_states", "status"],
  ["memories", "memory_type"],
  ["synapse_messages", "priority"],
  ["guardrail_rules", "action"],
  ["guardrail_rules", "severity"],
  ["cyrex_vendors", "risk_level"],
] as const;

const counts = [
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
] as const;

testRules(database, factories, {
  checks: [
    ...words.map(([table, column]) => breach(table, column, "'unheard of'")),
    ...counts.map(([table, column]) => breach(table, column, "-1")),
  ],
  uniques: [
    [
      "cyrex_pricing_benchmarks_service_type_industry_location_key",
      `INSERT INTO cyrex.cyrex_pricing_benchmarks (service_type, industry, avg_price)
       SELECT service_type, industry, 60 FROM cyrex.cyrex_pricing_benchmarks`,
    ],
  ],
});

describe("the rules of schema cyrex", () => {
  it("keep one benchmark for anywhere beside one for each place", async () => {
    const { cyrexPricingBenchmarks: benchmarks } = factories;
    const { serviceType } = await benchmarks.create({ location: null });
    await benchmarks.create({ serviceType, location: "Ghent" });
    await benchmarks.create({ serviceType, location: "Lyon" });
    const again = benchmarks.create({ serviceType, location: "Ghent" });
    await expect(again).rejects.toMatchObject({ code: "23505" });
  });

  it("accept the nulls that the runtime writes", async () => {
    const nulls = { riskLevel: null, fraudFlagsCount: null, status: null };
    expect(await factories.cyrexVendors.create(nulls)).toMatchObject(nulls);
  });
});

function breach(table: string, column: string, value: string): Breach {
  return [`${table}_${column}_check`, `UPDATE cyrex.${table} SET ${column} = ${value}`];
}

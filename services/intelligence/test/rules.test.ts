import { type Breach, fillEveryTable, testRules, useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { intelligenceFactories } from "./factories.js";

const database = useTestDatabase("intelligence");
const factories = intelligenceFactories(database);

testRules(database, factories, {
  checks: [
    ["lease_versions_version_number_check", "lease_versions SET version_number = 0"],
    ["contract_versions_version_number_check", "contract_versions SET version_number = 0"],
    ["clauses_version_number_check", "clauses SET version_number = 0"],
    ["obligations_parent_check", "obligations SET lease_id = NULL, contract_id = NULL"],
    [
      "obligation_dependencies_self_check",
      "obligation_dependencies SET target_obligation_id = source_obligation_id",
    ],
    [
      "obligation_dependencies_cascade_depth_check",
      "obligation_dependencies SET cascade_depth = -1",
    ],
  ].map(([constraint = "", change]) => [constraint, `UPDATE intelligence.${change}`]),
  uniques: [
    again(
      "leases_lease_number_key",
      "intelligence.leases",
      "lease_number, tenant_name, property_address, document_url, start_date, end_date",
    ),
    again(
      "contracts_contract_number_key",
      "intelligence.contracts",
      "contract_number, contract_name, party_a, party_b, effective_date, document_url",
    ),
    again(
      "lease_versions_lease_id_version_number_key",
      "intelligence.lease_versions",
      "lease_id, version_number, document_url, raw_text, abstracted_terms",
    ),
    again(
      "contract_versions_contract_id_version_number_key",
      "intelligence.contract_versions",
      "contract_id, version_number, document_url, raw_text, abstracted_terms",
    ),
    again(
      "obligation_dependencies_source_obligation_id_target_obligat_key",
      "intelligence.obligation_dependencies",
      "source_obligation_id, target_obligation_id, dependency_type",
    ),
  ],
});

describe("what must be known", () => {
  beforeAll(() => fillEveryTable(factories));

  const required = [
    ["leases", "document_url"],
    ["leases", "document_type"],
    ["leases", "status"],
    ["contracts", "effective_date"],
    ["contracts", "status"],
    ["clauses", "significant_change"],
    ["obligations", "party"],
    ["obligations", "status"],
    ["obligation_dependencies", "discovered_at"],
    ["obligation_dependencies", "verified"],
  ];

  it.each(required)("%s.%s refuses a null", async (table, column) => {
    await expect(
      database.query(`UPDATE intelligence.${table} SET ${column} = NULL`),
    ).rejects.toMatchObject({ code: "23502", table, column });
  });

  it.each([
    ["contracts", "raw_text"],
    ["leases", "metadata"],
    ["clauses", "tags"],
  ])("%s.%s may be unknown", async (table, column) => {
    await database.query(`UPDATE intelligence.${table} SET ${column} = NULL`);
    const known = `SELECT FROM intelligence.${table} WHERE ${column} IS NOT NULL`;
    expect(await database.query(known)).toEqual([]);
  });
});

describe("enum types", () => {
  beforeAll(() => fillEveryTable(factories));

  it.each([
    ["leases", "status", "LeaseStatus"],
    ["contracts", "status", "ContractStatus"],
    ["obligations", "status", "ObligationStatus"],
    ["obligations", "obligation_type", "ObligationType"],
    ["obligation_dependencies", "dependency_type", "DependencyType"],
  ])("%s.%s refuses a word that %s does not hold", async (table, column) => {
    await expect(
      database.query(`UPDATE intelligence.${table} SET ${column} = 'SLEEPING'`),
    ).rejects.toMatchObject({ code: "22P02" });
  });
});

function again(constraint: string, table: string, columns: string): Breach {
  return [constraint, `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${table}`];
}

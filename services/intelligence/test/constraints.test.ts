import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { ids, insertValidRows } from "./valid-rows.js";

const database = useTestDatabase("intelligence");
beforeAll(() => insertValidRows(database));

const unknown = "'ffffffff-0000-4000-8000-000000000000'";

const tables = [
  "leases",
  "lease_versions",
  "contracts",
  "contract_versions",
  "clauses",
  "obligations",
  "obligation_dependencies",
];

interface Breach {
  readonly constraint: string;
  readonly sqlstate: string;
  readonly sql: string;
}

/** A second row with the id of the first. */
const doubledIds: Breach[] = tables.map((table) => ({
  constraint: `${table}_pkey`,
  sqlstate: "23505",
  sql: `INSERT INTO intelligence.${table} SELECT * FROM intelligence.${table} LIMIT 1`,
}));

const brokenKeys: Breach[] = [
  ["lease_versions", "lease_id"],
  ["contract_versions", "contract_id"],
  ["clauses", "contract_id"],
  ["clauses", "previous_version_id"],
  ["obligations", "lease_id"],
  ["obligations", "contract_id"],
  ["obligation_dependencies", "source_obligation_id"],
  ["obligation_dependencies", "target_obligation_id"],
  ["obligation_dependencies", "source_contract_id"],
  ["obligation_dependencies", "target_contract_id"],
  ["obligation_dependencies", "source_lease_id"],
  ["obligation_dependencies", "target_lease_id"],
].map(([table, column]) => ({
  constraint: `${table}_${column}_fkey`,
  sqlstate: "23503",
  sql: `UPDATE intelligence.${table} SET ${column} = ${unknown}`,
}));

const doubledRows: Breach[] = [
  {
    constraint: "leases_lease_number_key",
    sqlstate: "23505",
    sql: `INSERT INTO intelligence.leases (lease_number, tenant_name, property_address, document_url, start_date, end_date)
          SELECT lease_number, tenant_name, property_address, document_url, start_date, end_date FROM intelligence.leases`,
  },
  {
    constraint: "contracts_contract_number_key",
    sqlstate: "23505",
    sql: `INSERT INTO intelligence.contracts (contract_number, contract_name, party_a, party_b, effective_date, document_url)
          SELECT contract_number, contract_name, party_a, party_b, effective_date, document_url FROM intelligence.contracts`,
  },
  {
    constraint: "lease_versions_lease_id_version_number_key",
    sqlstate: "23505",
    sql: `INSERT INTO intelligence.lease_versions (lease_id, version_number, document_url, raw_text, abstracted_terms)
          VALUES ('${ids.lease}', 1, 'u', 't', '{}')`,
  },
  {
    constraint: "contract_versions_contract_id_version_number_key",
    sqlstate: "23505",
    sql: `INSERT INTO intelligence.contract_versions (contract_id, version_number, document_url, raw_text, abstracted_terms)
          VALUES ('${ids.contract}', 1, 'u', 't', '{}')`,
  },
  {
    constraint: "obligation_dependencies_source_obligation_id_target_obligat_key",
    sqlstate: "23505",
    sql: `INSERT INTO intelligence.obligation_dependencies (source_obligation_id, target_obligation_id, dependency_type)
          VALUES ('${ids.rent}', '${ids.insurance}', 'BLOCKS')`,
  },
];

const brokenRules: Breach[] = [
  ["lease_versions_version_number_check", "lease_versions SET version_number = 0"],
  ["contract_versions_version_number_check", "contract_versions SET version_number = 0"],
  ["clauses_version_number_check", "clauses SET version_number = 0"],
  ["obligations_parent_check", "obligations SET lease_id = NULL, contract_id = NULL"],
  [
    "obligation_dependencies_self_check",
    "obligation_dependencies SET target_obligation_id = source_obligation_id",
  ],
  ["obligation_dependencies_cascade_depth_check", "obligation_dependencies SET cascade_depth = -1"],
].map(([constraint = "", change]) => ({
  constraint,
  sqlstate: "23514",
  sql: `UPDATE intelligence.${change}`,
}));

const breaches = [...doubledIds, ...brokenKeys, ...doubledRows, ...brokenRules];

describe("the rules of schema intelligence", () => {
  it.each(breaches)("$constraint refuses what breaks it", async ({ constraint, sqlstate, sql }) => {
    await expect(database.query(sql)).rejects.toMatchObject({ code: sqlstate, constraint });
  });

  it("are all broken here once", async () => {
    const rules = await database.query<{ name: string }>(
      `SELECT conname AS name FROM pg_catalog.pg_constraint
       WHERE connamespace = 'intelligence'::regnamespace AND contype IN ('p', 'f', 'c', 'u')
       UNION SELECT relname FROM pg_catalog.pg_index
       JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid
       WHERE indisunique AND relnamespace = 'intelligence'::regnamespace`,
    );
    expect(rules.map(({ name }) => name).sort()).toEqual(
      breaches.map((breach) => breach.constraint).sort(),
    );
  });

  it("say in a sentence what each CHECK demands", async () => {
    const silent = await database.query(
      `SELECT conname FROM pg_catalog.pg_constraint
       WHERE connamespace = 'intelligence'::regnamespace AND contype = 'c'
         AND pg_catalog.obj_description(oid, 'pg_constraint') IS NULL`,
    );
    expect(silent).toEqual([]);
  });

  it("let an obligation belong to a lease, to a contract, or to both", async () => {
    await database.query(
      `INSERT INTO intelligence.obligations (lease_id, contract_id, description, obligation_type, party)
       VALUES ('${ids.lease}', NULL, 'a', 'TAX', 'x'), (NULL, '${ids.contract}', 'b', 'TAX', 'x'),
              ('${ids.lease}', '${ids.contract}', 'c', 'TAX', 'x')`,
    );
    const rows = await database.query(
      "DELETE FROM intelligence.obligations WHERE obligation_type = 'TAX' RETURNING id",
    );
    expect(rows).toHaveLength(3);
  });
});

describe("what must be known", () => {
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
    const rows = await database.query(
      `SELECT FROM intelligence.${table} WHERE ${column} IS NOT NULL`,
    );
    expect(rows).toEqual([]);
  });
});

describe("enum types", () => {
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

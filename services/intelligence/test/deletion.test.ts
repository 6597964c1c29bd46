import { useTestDatabase } from "@deepiri/test-database";
import { beforeEach, describe, expect, it } from "vitest";
import { ids, insertValidRows } from "./valid-rows.js";

const database = useTestDatabase("intelligence");

beforeEach(async () => {
  await database.query("DELETE FROM intelligence.leases");
  await database.query("DELETE FROM intelligence.contracts");
  await insertValidRows(database);
});

async function count(table: string): Promise<number> {
  return (await database.query(`SELECT FROM intelligence.${table}`)).length;
}

describe("deleting", () => {
  it("a lease takes its versions and obligations, and their dependencies, along", async () => {
    await database.query("DELETE FROM intelligence.leases WHERE id = $1", [ids.lease]);
    expect(await count("lease_versions")).toBe(0);
    expect(await count("obligations")).toBe(0);
    expect(await count("obligation_dependencies")).toBe(0);
    expect(await count("contracts")).toBe(1);
  });

  it("a contract takes its versions, clauses and obligations along", async () => {
    await database.query(
      `INSERT INTO intelligence.obligations (contract_id, description, obligation_type, party)
       VALUES ($1, 'Deliver', 'DELIVERY', 'A')`,
      [ids.contract],
    );
    await database.query("DELETE FROM intelligence.contracts WHERE id = $1", [ids.contract]);
    expect(await count("contract_versions")).toBe(0);
    expect(await count("clauses")).toBe(0);
    expect(await count("obligations")).toBe(2);
  });

  it("a contract leaves a dependency that only mentions it, without the mention", async () => {
    await database.query("DELETE FROM intelligence.contracts WHERE id = $1", [ids.contract]);
    expect(
      await database.query(
        "SELECT source_contract_id, target_contract_id FROM intelligence.obligation_dependencies",
      ),
    ).toEqual([{ source_contract_id: null, target_contract_id: null }]);
  });

  it("a lease leaves a dependency between obligations of others, without the mention", async () => {
    await database.query("UPDATE intelligence.obligations SET lease_id = NULL, contract_id = $1", [
      ids.contract,
    ]);
    await database.query("DELETE FROM intelligence.leases WHERE id = $1", [ids.lease]);
    expect(
      await database.query(
        "SELECT source_lease_id, target_lease_id FROM intelligence.obligation_dependencies",
      ),
    ).toEqual([{ source_lease_id: null, target_lease_id: null }]);
  });

  it("an obligation takes the dependencies from it and to it along", async () => {
    await database.query("DELETE FROM intelligence.obligations WHERE id = $1", [ids.insurance]);
    expect(await count("obligation_dependencies")).toBe(0);
    expect(await count("obligations")).toBe(1);
  });

  it("a clause leaves the later one, without its predecessor", async () => {
    await database.query("DELETE FROM intelligence.clauses WHERE id = $1", [ids.clause]);
    expect(
      await database.query("SELECT id, previous_version_id FROM intelligence.clauses"),
    ).toEqual([{ id: ids.laterClause, previous_version_id: null }]);
  });
});

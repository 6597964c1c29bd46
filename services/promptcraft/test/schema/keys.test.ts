import { tablesOf, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("promptcraft"));
const made = factories(db);

type Table = Exclude<keyof typeof made, "tenants">;
type Outcome = "the row goes" | "the row forgets it" | "it is refused";

const keys: readonly (readonly [Table, field: string, parent: "users" | "entities", Outcome])[] = [
  ["sessions", "userId", "users", "the row goes"],
  ["entities", "ownerId", "users", "it is refused"],
  ["relationships", "sourceId", "entities", "the row goes"],
  ["relationships", "targetId", "entities", "the row goes"],
  ["relationships", "createdBy", "users", "the row forgets it"],
  ["favorites", "userId", "users", "the row goes"],
  ["favorites", "entityId", "entities", "the row goes"],
  ["shares", "entityId", "entities", "the row goes"],
  ["shares", "sharedBy", "users", "it is refused"],
  ["shares", "sharedWith", "users", "the row goes"],
  ["suggestions", "userId", "users", "the row goes"],
  ["suggestions", "suggestedEntityId", "entities", "the row goes"],
  ["suggestions", "contextEntityId", "entities", "the row goes"],
  ["usageEvents", "userId", "users", "the row forgets it"],
  ["usageEvents", "entityId", "entities", "the row forgets it"],
];

describe("a key", () => {
  it.each(keys)("%s.%s names no row of another tenant", async (table, field, parent) => {
    const elsewhere = await made.tenants.create();
    const { id } = await made[parent].create({ tenant: elsewhere });
    const created = made[table].create({ [field]: id });
    await expect(created).rejects.toMatchObject({ code: "23503", constraint: keyOf(table, field) });
  });

  it.each(keys)(
    "%s.%s: when the row of %s is removed, %s",
    async (table, field, parent, outcome) => {
      const { id } = await made[parent].create();
      await made[table].create({ [field]: id });
      const removal = db.query(`DELETE FROM ${made[parent].table} WHERE id = $1`, [id]);
      if (outcome === "it is refused") {
        // PostgreSQL 18 has an SQLSTATE of its own for RESTRICT.
        const code = expect.stringMatching(/^23(001|503)$/);
        await expect(removal).rejects.toMatchObject({ code, constraint: keyOf(table, field) });
        return;
      }
      await removal;
      const left = await db.query(
        `SELECT tenant_id IS NOT NULL AS has_tenant FROM ${made[table].table} WHERE ${columnOf(field)} IS NULL`,
      );
      const forgotten = left.filter(({ has_tenant }) => has_tenant);
      if (outcome === "the row forgets it") expect(forgotten).not.toEqual([]);
      const still = `SELECT FROM ${made[table].table} WHERE ${columnOf(field)} = $1`;
      expect(await db.query(still, [id])).toEqual([]);
    },
  );

  it("of each table is listed here, and all have an index to follow them", async () => {
    const found = await db.query<{ name: string; indexed: boolean }>(
      `SELECT conname AS name, EXISTS (
         SELECT FROM pg_catalog.pg_index
         WHERE indrelid = conrelid AND (indkey::smallint[])[0:cardinality(conkey) - 1] = conkey
       ) AS indexed
       FROM pg_catalog.pg_constraint
       WHERE contype = 'f' AND conrelid = ANY ($1::pg_catalog.regclass[]) AND cardinality(conkey) > 1`,
      [tablesOf(made)],
    );
    expect(found.map(({ name }) => name).sort()).toEqual(
      keys.map(([table, field]) => keyOf(table, field)).sort(),
    );
    expect(found.filter(({ indexed }) => !indexed)).toEqual([]);
  });

  it("keeps a tenant from being removed while anything is in it", async () => {
    const { tenantId } = await made.usageEvents.create();
    const removal = db.query("DELETE FROM promptcraft.tenant WHERE id = $1", [tenantId]);
    await expect(removal).rejects.toMatchObject({
      constraint: expect.stringMatching(/_tenant_id_fkey$/),
    });
  });
});

function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function keyOf(table: Table, field: string): string {
  return `${made[table].table.split(".")[1]}_tenant_id_${columnOf(field)}_fkey`;
}

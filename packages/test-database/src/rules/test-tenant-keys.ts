import { describe, expect, it } from "vitest";
import type { TestDatabase } from "../database/use-test-database.js";
import { columnOf } from "../factory/column-names.js";
import type { AnyFactories } from "../factory/index.js";
import { tablesOf } from "./any-factories.js";
import { refusalOf } from "./refusal-of.js";

/** A key that names the tenant and a row of his, and what becomes of the row when the one it names is removed. */
export type TenantKey<Name extends string> = readonly [
  row: Name,
  field: string,
  /** The factory of what is named, by its `id` or by another of its fields: `memberships.userId`. */
  parent: Name | `${Name}.${string}`,
  outcome: "the row goes" | "the row forgets it" | "it is refused",
  /** Fields that the row has from the one it names. */
  ...shared: string[],
];

/** The factory of the tenants, and the field by which rows name theirs. */
export interface KeyTenants {
  readonly factory: string;
  readonly field: string;
}

/**
 * Tests foreign keys that name a tenant and a row: each refuses a row of another tenant and does what is said when the
 * row it names is removed. Those of the factories' tables, or of the tables of `rows` alone, must all be listed, and have an index.
 */
export function testTenantKeys<Name extends string>(
  db: TestDatabase,
  factories: AnyFactories,
  tenants: KeyTenants,
  keys: readonly TenantKey<Name>[],
  rows: AnyFactories = factories,
): void {
  const factory = (name: string) => {
    const found = factories[name];
    if (!found) throw new Error(`there is no factory ${name}`);
    return found;
  };

  describe("a key", () => {
    it.each(keys)("%s.%s names no row of another tenant", async (name, field, parent) => {
      const elsewhere = await factory(tenants.factory).create();
      const { id } = await create(parent, { [tenants.field]: elsewhere.id });
      const constraint = await nameOf(factory(name).table, field);
      const created = factory(name).create({ [field]: id });
      expect(await refusalOf(created)).toEqual({ code: "23503", constraint });
    });

    it.each(keys)(
      "%s.%s: when the row of %s is removed, %s",
      async (name, field, parent, outcome, ...shared) => {
        const { id, key, row } = await create(parent);
        const given = Object.fromEntries(shared.map((one) => [one, row[one]]));
        await factory(name).create({ ...given, [field]: id });
        const [parentName = ""] = parent.split(".");
        const { table } = factory(name);
        const [before, constraint] = [await count(table), await nameOf(table, field)];
        const removal = db.query(`DELETE FROM ${factory(parentName).table} WHERE ${key} = $1`, [
          id,
        ]);
        if (outcome === "it is refused") {
          // PostgreSQL 18 has an SQLSTATE of its own for RESTRICT.
          const code = expect.stringMatching(/^23(001|503)$/);
          expect(await refusalOf(removal)).toEqual({ code, constraint });
          return;
        }
        await removal;
        const still = `SELECT FROM ${table} WHERE ${columnOf(field)} = $1`;
        expect(await db.query(still, [id])).toEqual([]);
        if (outcome === "the row goes") expect(await count(table)).toBeLessThan(before);
        else expect(await count(table)).toBe(before);
      },
    );

    it("of each table is listed here, and all have an index to follow them", async () => {
      const found = await db.query<{ name: string; indexed: boolean }>(
        `SELECT conrelid::pg_catalog.regclass || '.' || attname AS name, EXISTS (
           SELECT FROM pg_catalog.pg_index
           WHERE indrelid = conrelid AND (indkey::smallint[])[0:cardinality(conkey) - 1] = conkey
         ) AS indexed
         FROM pg_catalog.pg_constraint
         JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = conkey[cardinality(conkey)]
         WHERE contype = 'f' AND conrelid = ANY ($1::pg_catalog.regclass[]) AND cardinality(conkey) > 1`,
        [tablesOf(rows)],
      );
      const listed = keys.map(([name, field]) => `${factory(name).table}.${columnOf(field)}`);
      expect(found.map(({ name }) => name).sort()).toEqual(listed.sort());
      expect(found.filter(({ indexed }) => !indexed)).toEqual([]);
    });
  });

  async function create(parent: string, given: object = {}) {
    const [name = "", field = "id"] = parent.split(".");
    const row = await factory(name).create(given);
    return { id: row[field], key: columnOf(field), row };
  }

  async function count(table: string): Promise<number> {
    const [found] = await db.query<{ rows: number }>(
      `SELECT count(*)::integer AS rows FROM ${table}`,
    );
    return found?.rows ?? 0;
  }

  /** The name of the key whose last column it is; long ones are cut. */
  async function nameOf(table: string, field: string): Promise<string | undefined> {
    const [key] = await db.query<{ name: string }>(
      `SELECT conname AS name FROM pg_catalog.pg_constraint
       JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = conkey[cardinality(conkey)]
       WHERE contype = 'f' AND conrelid = $1::pg_catalog.regclass AND attname = $2 AND cardinality(conkey) > 1`,
      [table, columnOf(field)],
    );
    return key?.name;
  }
}

import { describe, expect, it } from "vitest";
import { inZone } from "../database/in-zone.js";
import type { TestDatabase } from "../database/use-test-database.js";
import { fieldOf } from "../factory/column-names.js";
import type { AnyFactories } from "../factory/index.js";
import { factoryFor, tablesOf } from "./any-factories.js";
import { keyColumn } from "./key-column.js";

/**
 * Tests that every default of a time is now wherever the session is, in UTC where the column has no
 * zone, and that `updated_at` is kept by the database in the tables listed, and that no other table
 * has it.
 */
export function testTimes(
  db: TestDatabase,
  factories: AnyFactories,
  tablesWithUpdatedAt: readonly string[],
): void {
  describe("times", () => {
    it.each(tablesWithUpdatedAt)(
      "%s gets updated_at on every update, whatever the writer says and wherever he is",
      async (table) => {
        const key = await keyColumn(db, table);
        const id = (await factoryFor(factories, table).create())[fieldOf(key)];
        const [column] = await db.query<{ type: string }>(
          `SELECT pg_catalog.pg_typeof(updated_at) AS type FROM ${table} WHERE ${key} = $1`,
          [id],
        );
        const update = `UPDATE ${table} SET updated_at = '2001-01-01' WHERE ${key} = $1
                        RETURNING updated_at = ${nowAs(column?.type)} AS is_now`;
        const { rows } = await inZone(db, "Asia/Tokyo", (client) => client.query(update, [id]));
        expect(rows).toEqual([{ is_now: true }]);
      },
    );

    it("have no updated_at beside those", async () => {
      const found = await db.query<{ name: string }>(
        `SELECT relnamespace::pg_catalog.regnamespace || '.' || relname AS name FROM pg_catalog.pg_attribute
         JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
         WHERE attname = 'updated_at' AND attrelid = ANY ($1::pg_catalog.regclass[])`,
        [tablesOf(factories)],
      );
      expect(found.map(({ name }) => name).sort()).toEqual([...tablesWithUpdatedAt].sort());
    });

    it("default to now, though the session is in Tokyo", async () => {
      const defaults = await db.query<{ place: string; expression: string; type: string }>(
        `SELECT attrelid::pg_catalog.regclass || '.' || attname AS place,
           pg_catalog.pg_get_expr(adbin, adrelid) AS expression, atttypid::pg_catalog.regtype AS type
         FROM pg_catalog.pg_attrdef
         JOIN pg_catalog.pg_attribute ON attrelid = adrelid AND attnum = adnum
         WHERE atttypid = ANY ('{timestamp,timestamptz,date}'::pg_catalog.regtype[])
           AND attrelid = ANY ($1::pg_catalog.regclass[])`,
        [tablesOf(factories)],
      );
      expect(defaults).not.toEqual([]);
      await inZone(db, "Asia/Tokyo", async (client) => {
        for (const { place, expression, type } of defaults) {
          const sql = `SELECT ${expression} = ${nowAs(type)} AS is_now`;
          expect((await client.query(sql)).rows, place).toEqual([{ is_now: true }]);
        }
      });
    });
  });
}

function nowAs(type: string | undefined): string {
  return type === "timestamp with time zone" ? "now()" : `(now() AT TIME ZONE 'utc')::${type}`;
}

import { randomInt, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { TestDatabase } from "../database/use-test-database.js";
import { fieldOf } from "../factory/column-names.js";
import type { AnyFactories } from "../factory/index.js";
import { factoryFor } from "./any-factories.js";
import { keyColumn } from "./key-column.js";
import { refusalOf } from "./refusal-of.js";

/** A reference, and what becomes of the row when the row it names is deleted. */
export type ForeignKey = readonly [
  table: string,
  column: string,
  parent: string,
  outcome: "the row goes" | "the row forgets it" | "it is refused",
];

/**
 * Tests foreign keys: each refuses what does not exist, follows a changed id, and does what is said
 * when the row it names is to be deleted. Those of or to the `tables` must all be listed and have an index.
 *
 * The factories must include those of the parents.
 */
export function testForeignKeys(
  db: TestDatabase,
  tables: readonly string[],
  factories: AnyFactories,
  keys: readonly ForeignKey[],
): void {
  // Keys hold for everyone, and parents are often another package's.
  const query = async <T>(sql: string, values: readonly unknown[]): Promise<T[]> =>
    (await db.owner.query(sql, [...values])).rows;

  describe("foreign keys", () => {
    it.each(keys)("%s.%s names a row of %s", async (table, column, parent) => {
      const { id, key, parentId } = await createPair(table, column, parent);
      const update = query(`UPDATE ${table} SET ${column} = $1 WHERE ${key} = $2`, [
        otherThan(parentId),
        id,
      ]);
      const constraint = nameOf(table, column);
      expect(await refusalOf(update)).toEqual({ code: "23503", constraint });
    });

    it.each(keys)(
      "%s.%s: when a row of %s is deleted, %s",
      async (table, column, parent, outcome) => {
        const pair = await createPair(table, column, parent);
        const deletion = query(`DELETE FROM ${parent} WHERE ${pair.parentKey} = $1`, [
          pair.parentId,
        ]);
        if (outcome === "it is refused") {
          // PostgreSQL 18 has an SQLSTATE of its own for RESTRICT.
          const code = expect.stringMatching(/^23(001|503)$/);
          const constraint = nameOf(table, column);
          expect(await refusalOf(deletion)).toEqual({ code, constraint });
          return;
        }
        await deletion;
        const left = await referenceOf(table, column, pair);
        expect(left).toEqual(outcome === "the row goes" ? [] : [{ named: null }]);
      },
    );

    it.each(keys)(
      "%s.%s follows a row of %s that gets another id",
      async (table, column, parent) => {
        const pair = await createPair(table, column, parent);
        const id = otherThan(pair.parentId);
        const change = `UPDATE ${parent} SET ${pair.parentKey} = $1 WHERE ${pair.parentKey} = $2`;
        await query(change, [id, pair.parentId]);
        expect(await referenceOf(table, column, pair)).toEqual([{ named: `${id}` }]);
      },
    );

    it("are all listed here, each with an index to follow it", async () => {
      const found = await query<{ name: string; indexed: boolean }>(
        `SELECT conname AS name, EXISTS (
           SELECT FROM pg_catalog.pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1]
         ) AS indexed
         FROM pg_catalog.pg_constraint WHERE contype = 'f'
           AND (conrelid = ANY ($1::pg_catalog.regclass[]) OR confrelid = ANY ($1::pg_catalog.regclass[]))`,
        [tables],
      );
      const listed = keys.map(([table, column]) => nameOf(table, column));
      expect(found.map(({ name }) => name).sort()).toEqual(listed.sort());
      expect(found.filter(({ indexed }) => !indexed)).toEqual([]);
    });
  });

  interface Pair {
    readonly key: string;
    readonly id: unknown;
    readonly parentKey: string;
    readonly parentId: unknown;
  }

  async function createPair(table: string, column: string, parent: string): Promise<Pair> {
    const [key, parentKey] = [await keyColumn(db, table), await keyColumn(db, parent)];
    const parentId = (await factoryFor(factories, parent).create())[fieldOf(parentKey)];
    const row = await factoryFor(factories, table).create({ [fieldOf(column)]: parentId });
    return { key, id: row[fieldOf(key)], parentKey, parentId };
  }

  function referenceOf(table: string, column: string, { key, id }: Pair): Promise<unknown[]> {
    return query(`SELECT ${column}::text AS named FROM ${table} WHERE ${key} = $1`, [id]);
  }
}

/** A key of the same kind that no row has. */
function otherThan(key: unknown): string | bigint {
  return typeof key === "bigint" ? key + BigInt(randomInt(2 ** 40, 2 ** 47)) : randomUUID();
}

function nameOf(table: string, column: string): string {
  return `${table.split(".")[1]}_${column}_fkey`;
}

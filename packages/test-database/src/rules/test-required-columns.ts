import { beforeAll, describe, expect, it } from "vitest";
import type { TestDatabase } from "../database/use-test-database.js";
import type { AnyFactories } from "../factory/index.js";
import { fillEveryTable } from "./any-factories.js";

/** Tests that just the columns listed, by blanks, demand a value. */
export function testRequiredColumns(
  db: TestDatabase,
  factories: AnyFactories,
  required: readonly (readonly [table: string, columns: string])[],
): void {
  describe("what must be known", () => {
    beforeAll(() => fillEveryTable(factories));

    it.each(required)("%s demands a value in %s", async (table, columns) => {
      // An update cannot empty updated_at: its trigger fills it first.
      for (const column of columns.split(" ").filter((name) => name !== "updated_at")) {
        const statement = db.query(`UPDATE ${table} SET ${column} = NULL`);
        await expect(statement).rejects.toMatchObject({ code: "23502", column });
      }
      const found = await db.query<{ name: string }>(
        `SELECT attname AS name FROM pg_catalog.pg_attribute
         WHERE attrelid = $1::pg_catalog.regclass AND attnum > 0 AND attnotnull AND NOT attisdropped`,
        [table],
      );
      expect(found.map(({ name }) => name).sort()).toEqual(columns.split(" ").sort());
    });
  });
}

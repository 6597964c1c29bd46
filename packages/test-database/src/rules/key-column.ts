import type { TestDatabase } from "../database/use-test-database.js";

/** The column that is a table's primary key. */
export async function keyColumn(db: TestDatabase, table: string): Promise<string> {
  const [key] = await db.query<{ name: string }>(
    `SELECT attname AS name FROM pg_catalog.pg_index
     JOIN pg_catalog.pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
     WHERE indisprimary AND indrelid = $1::pg_catalog.regclass`,
    [table],
  );
  if (!key) throw new Error(`${table} has no primary key`);
  return key.name;
}

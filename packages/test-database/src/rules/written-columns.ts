import type { TestDatabase } from "../database/use-test-database.js";

/** The columns of a table that a statement may give a value, as a list in SQL: those that are not generated. */
export async function writtenColumns(db: TestDatabase, table: string): Promise<string> {
  const [found] = await db.query<{ columns: string }>(
    `SELECT pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ' ORDER BY attnum) AS columns
     FROM pg_catalog.pg_attribute
     WHERE attrelid = $1::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return found?.columns ?? "";
}

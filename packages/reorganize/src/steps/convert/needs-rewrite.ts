import type { Queryable } from "../../session/queryable.js";

// In UTC, as the reorganization works: there timestamp and timestamptz are the same bits.
const question = `
  CREATE OR REPLACE FUNCTION pg_temp.needs_rewrite(from_type text, to_type text) RETURNS boolean
  LANGUAGE plpgsql SET TimeZone = 'UTC' SET client_min_messages = 'error' AS $$
  DECLARE
    before oid;
    after oid;
  BEGIN
    EXECUTE 'CREATE TEMPORARY TABLE rewritten (value ' || from_type || ')';
    before := pg_catalog.pg_relation_filenode('pg_temp.rewritten');
    EXECUTE 'ALTER TABLE pg_temp.rewritten ALTER COLUMN value TYPE ' || to_type || ' USING value::' || to_type;
    after := pg_catalog.pg_relation_filenode('pg_temp.rewritten');
    DROP TABLE pg_temp.rewritten;
    RETURN before <> after;
  EXCEPTION WHEN cannot_coerce THEN
    RETURN true;
  END $$`;

/**
 * Whether PostgreSQL rewrites a table when a column of one type becomes another; also true when it
 * knows no cast. Asked of the server with an empty temporary table: `reader` is one connection (not a
 * pool) to a database that has both types, such as a scratch database.
 */
export async function needsRewrite(
  reader: Queryable,
  fromType: string,
  toType: string,
): Promise<boolean> {
  if (fromType === toType) return false;
  await reader.query(question);
  const rows = await reader.query<{ rewrites: boolean }>(
    "SELECT pg_temp.needs_rewrite($1, $2) AS rewrites",
    [fromType, toType],
  );
  return rows[0]?.rewrites === true;
}

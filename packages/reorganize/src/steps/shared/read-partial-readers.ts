import type { Queryable } from "../../session/queryable.js";

interface HasOid {
  readonly oid: number;
}

/**
 * Reads which roles have rights on single columns only of the table, and so cannot use the view of
 * `shown` at its name: that reads a table with row security with the caller's rights, for which
 * PostgreSQL wants the right to read all columns of the view.
 */
export async function readPartialReaders(
  reader: Queryable,
  table: HasOid,
  shown: HasOid = table,
): Promise<string[]> {
  const rows = await reader.query<{ who: string }>(question, [table.oid, shown.oid]);
  return rows.map(({ who }) => who);
}

const question = `
  SELECT DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(grantee)::text END AS who
    FROM pg_catalog.pg_attribute, pg_catalog.aclexplode(attacl)
   WHERE attrelid = $1 AND NOT attisdropped
     AND EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = $2 AND relrowsecurity)
     AND NOT pg_catalog.has_table_privilege(grantee, attrelid, 'SELECT')
   ORDER BY 1`;

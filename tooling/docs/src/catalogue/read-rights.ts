import type { Reader } from "./reader.js";

export interface RightRow {
  readonly oid: number;
  readonly role: string;
  readonly privilege: string;
  /** Null for the whole table. */
  readonly columns: readonly string[] | null;
}

/** What roles other than the owner were given on these tables and on columns of them. */
export function readRights(reader: Reader, tables: readonly number[]): Promise<RightRow[]> {
  return reader.query<RightRow>(
    `
    SELECT oid, role, privilege, columns FROM (
      SELECT class.oid::int AS oid, ${role} AS role, pg_catalog.lower(privilege_type) AS privilege, NULL::text[] AS columns
        FROM pg_catalog.pg_class AS class, pg_catalog.aclexplode(relacl)
       WHERE class.oid = ANY ($1) AND grantee <> relowner
      UNION ALL
      SELECT class.oid::int, ${role}, pg_catalog.lower(privilege_type), pg_catalog.array_agg(attname::text ORDER BY attnum)
        FROM pg_catalog.pg_class AS class
        JOIN pg_catalog.pg_attribute ON attrelid = class.oid AND attacl IS NOT NULL AND NOT attisdropped,
             pg_catalog.aclexplode(attacl)
       WHERE class.oid = ANY ($1) AND grantee <> relowner
       GROUP BY class.oid, grantee, privilege_type
    ) AS rights
    ORDER BY oid, role, pg_catalog.strpos('select insert update delete', privilege), privilege, columns IS NOT NULL`,
    [tables],
  );
}

const role = `CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(grantee)::text END`;

import type pg from "pg";

/** Bytes of a large object that are read at once. */
const partBytes = 1 << 20;

/** Who may do what with one: whoever granted it, it is granted by the owner again. */
const rights = `(SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(grantee.rolname, privilege_type, is_grantable)
     ORDER BY grantee.rolname COLLATE "C", privilege_type COLLATE "C"), '[]')
   FROM (SELECT DISTINCT ON (acl.grantee, privilege_type) * FROM pg_catalog.aclexplode(lomacl) AS acl
          ORDER BY acl.grantee, privilege_type, is_grantable DESC) AS acl
   LEFT JOIN pg_catalog.pg_roles AS grantee ON grantee.oid = acl.grantee)`;

/**
 * SQL: all large objects in parts, the first of each with its owner, rights and comment; their rights are null where
 * nobody has changed them.
 */
export const largeObjectsSql = `SELECT object.oid, part.at, part.bytes,
  CASE WHEN part.at = 0 THEN pg_catalog.pg_get_userbyid(lomowner)::text END AS owner,
  CASE WHEN part.at = 0 AND lomacl IS NOT NULL THEN ${rights} END AS rights,
  CASE WHEN part.at = 0 THEN pg_catalog.obj_description(object.oid, 'pg_largeobject') END AS comment
FROM pg_catalog.pg_largeobject_metadata AS object
CROSS JOIN LATERAL (
  WITH RECURSIVE part (at, bytes) AS (
    SELECT 0::bigint, pg_catalog.lo_get(object.oid, 0, ${partBytes})
    UNION ALL
    SELECT at + ${partBytes}, pg_catalog.lo_get(object.oid, at + ${partBytes}, ${partBytes})
      FROM part WHERE pg_catalog.length(bytes) = ${partBytes})
  SELECT at, bytes FROM part WHERE at = 0 OR pg_catalog.length(bytes) > 0) AS part`;

/** What there is of them, as the server works it out. */
export interface LargeObjectsSum {
  readonly objects: number;
  readonly checksum: string;
}

export async function sumLargeObjects(client: pg.Client): Promise<LargeObjectsSum> {
  const { rows } = await client.query<{ objects: string; checksum: string }>(
    `SELECT pg_catalog.count(*) FILTER (WHERE at = 0) AS objects,
            COALESCE(pg_catalog.sum(pg_catalog.hash_record_extended(ROW(oid, at, bytes, owner, rights::text, comment), 0)), 0)::text AS checksum
       FROM (${largeObjectsSql}) AS saved`,
  );
  const [{ objects, checksum } = { objects: "0", checksum: "0" }] = rows;
  return { objects: Number(objects), checksum };
}

/** Roles that own large objects or have rights on them. */
export async function readLargeObjectRoles(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ role: string }>(`
    SELECT DISTINCT rolname AS role FROM pg_catalog.pg_largeobject_metadata
     CROSS JOIN LATERAL (SELECT lomowner AS oid UNION SELECT grantee FROM pg_catalog.aclexplode(lomacl)) AS one
      JOIN pg_catalog.pg_roles AS role ON role.oid = one.oid`);
  return rows.map(({ role }) => role);
}

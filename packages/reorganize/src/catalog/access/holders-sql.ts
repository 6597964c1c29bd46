/**
 * SQL that reads who holds any right on relations, as rows (relation, namespace, role): by a grant to a
 * role, on the relation or on columns of it, or as its owner, and whoever inherits from one of these. Not
 * among them are superusers, who need no right, and what everybody holds through PUBLIC.
 *
 * @param relations SQL of the relations' oids
 */
export function holdersSql(relations: string): string {
  return `
    SELECT DISTINCT class.oid AS relation, relnamespace AS namespace, role.oid AS role
      FROM pg_catalog.pg_class AS class, LATERAL (
             SELECT relowner AS grantee
             UNION SELECT grantee FROM pg_catalog.aclexplode(relacl)
             UNION SELECT grantee FROM pg_catalog.pg_attribute, pg_catalog.aclexplode(attacl)
                    WHERE attrelid = class.oid AND NOT attisdropped) AS held
      JOIN pg_catalog.pg_roles AS role ON NOT rolsuper AND pg_catalog.pg_has_role(role.oid, grantee, 'USAGE')
     WHERE class.oid IN (${relations}) AND grantee <> 0`;
}

/**
 * SQL condition on a row of `set`, which has a column `role`: that no other row with the same `same`
 * columns has a role from which this one inherits. A grant to that one is enough.
 */
export function isTopmost(set: string, row: string, ...same: readonly string[]): string {
  const alike = same.map((column) => `other.${column} = ${row}.${column} AND `).join("");
  return `NOT EXISTS (SELECT FROM ${set} AS other
       WHERE ${alike}other.role <> ${row}.role AND pg_catalog.pg_has_role(${row}.role, other.role, 'USAGE'))`;
}

/**
 * SQL: whether an object belongs to people: not to the server, a reorganization or an extension.
 * The query calls the namespace `namespace`.
 */
export function isUserDefined(catalog: string, oid: string): string {
  return `namespace.nspname !~ '^pg_' AND namespace.nspname NOT IN ('information_schema', '_reorganize')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS part
                     WHERE part.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass
                       AND part.objid = ${oid} AND part.deptype = 'e')`;
}

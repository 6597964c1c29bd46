import { inUserSchema } from "./user-schema.js";

/**
 * SQL: whether an object was made by users: not by the server, a reorganization or an extension.
 * The query calls the namespace `namespace`.
 */
export function isUserDefined(catalog: string, oid: string): string {
  return `${inUserSchema("namespace.nspname")}
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS part
                     WHERE part.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass
                       AND part.objid = ${oid} AND part.deptype = 'e')`;
}

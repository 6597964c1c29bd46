import type { Queryable } from "../../session/queryable.js";

import { plainNameSql } from "../table-name.js";
import { isUserDefined } from "../user-defined.js";

/** What a role may do with a table, view or sequence that is not its own. */
export interface Grant {
  readonly role: string;
  /** `schema.name` */
  readonly on: string;
  readonly privileges: readonly string[];
}

/** Every grant on a table, view or sequence, its columns included; what an owner has is left out. */
export async function readGrants(reader: Queryable): Promise<Grant[]> {
  return reader.query<Grant>(`
    SELECT COALESCE(role.rolname, 'PUBLIC') AS role, ${plainNameSql("namespace.nspname", "class.relname")} AS on,
           pg_catalog.array_agg(DISTINCT given.privilege_type ORDER BY given.privilege_type) AS privileges
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     CROSS JOIN LATERAL (
       SELECT grantee, privilege_type FROM pg_catalog.aclexplode(class.relacl)
       UNION ALL
       SELECT acl.grantee, acl.privilege_type || ' (columns)'
         FROM pg_catalog.pg_attribute AS attribute
        CROSS JOIN LATERAL pg_catalog.aclexplode(attribute.attacl) AS acl
        WHERE attribute.attrelid = class.oid AND NOT attribute.attisdropped) AS given
      LEFT JOIN pg_catalog.pg_roles AS role ON role.oid = given.grantee
     WHERE given.grantee <> class.relowner AND ${isUserDefined("pg_class", "class.oid")}
     GROUP BY 1, 2
     ORDER BY 1, 2`);
}

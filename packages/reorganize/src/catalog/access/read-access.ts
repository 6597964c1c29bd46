import { rolePrefix } from "@deepiri/database";
import type { Queryable } from "../../session/queryable.js";
import { plainNameSql } from "../table-name.js";
import { inUserSchema } from "../user-schema.js";
import { holdersSql } from "./holders-sql.js";

export const privileges = ["SELECT", "INSERT", "UPDATE", "DELETE"] as const;
export type Privilege = (typeof privileges)[number];

/** What a role can do with a table or view. */
export interface Right {
  /** PUBLIC is what everybody can do. */
  readonly role: string;
  readonly privilege: Privilege;
  /** With which columns; null for all of them. */
  readonly columns: readonly string[] | null;
}

export interface Relation {
  /** `schema.table` */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rowSecurity: boolean;
  readonly rights: readonly Right[];
}

/** Who can do what in a database at a moment. */
export interface Access {
  /** By `schema.table`. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** Every role with any right but superusers, PostgreSQL's own and the packages', and the roles it inherits from. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads it as the server computes it: a right on a table is none without the use of its schema, and one on a
 * view none without a right on what that reads, of the caller or of the view's owner. One query.
 *
 * @param database which of the workspace's databases it is to become; the default one if left out
 */
export async function readAccess(reader: Queryable, database?: string): Promise<Access> {
  const [found] = await reader.query<{
    roles: readonly { readonly name: string; readonly inherits: readonly string[] }[];
    relations: readonly Relation[];
  }>(question, [privileges, rolePrefix(database)]);
  const { roles = [], relations = [] } = found ?? {};
  return {
    roles: new Map(roles.map(({ name, inherits }) => [name, inherits])),
    relations: new Map(relations.map((relation) => [relation.name, relation])),
  };
}

const question = `
  WITH relation AS MATERIALIZED (
    SELECT class.oid, ${plainNameSql("nspname", "relname")} AS name, relnamespace, relkind, relowner, relrowsecurity,
           EXISTS (SELECT FROM pg_catalog.pg_options_to_table(reloptions)
                    WHERE option_name = 'security_invoker' AND option_value::boolean) AS invoked,
           ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute
                  WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'v') AND ${inUserSchema("nspname")}),
  holder AS MATERIALIZED (${holdersSql("SELECT oid FROM relation")}),
  role AS MATERIALIZED (
    SELECT oid, rolname::text AS name FROM pg_catalog.pg_roles
     WHERE oid IN (SELECT role FROM holder) AND NOT pg_catalog.starts_with(rolname, 'pg_')
       AND NOT pg_catalog.starts_with(rolname, $2)
    UNION ALL SELECT 0, 'PUBLIC'),
  shown AS MATERIALIZED (
    SELECT DISTINCT ev_class AS view, refobjid AS relation
      FROM pg_catalog.pg_rewrite AS rule
      JOIN pg_catalog.pg_depend AS depend ON depend.objid = rule.oid
       AND depend.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
       AND depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      JOIN relation ON relation.oid = refobjid
     WHERE refobjid <> ev_class),
  held AS (
    SELECT relation.oid, role.name AS role, privilege,
           CASE WHEN NOT pg_catalog.has_table_privilege(role.oid, relation.oid, privilege) THEN
             ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute
                    WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
                      AND privilege <> 'DELETE'
                      AND pg_catalog.has_column_privilege(role.oid, relation.oid, attnum, privilege)
                    ORDER BY attnum)
           END AS columns
      FROM relation CROSS JOIN role CROSS JOIN pg_catalog.unnest($1::text[]) AS privilege
     WHERE pg_catalog.has_schema_privilege(role.oid, relnamespace, 'USAGE')
       AND (pg_catalog.has_table_privilege(role.oid, relation.oid, privilege)
            OR privilege <> 'DELETE' AND pg_catalog.has_any_column_privilege(role.oid, relation.oid, privilege))
       AND NOT EXISTS (
         SELECT FROM shown WHERE shown.view = relation.oid
            AND NOT pg_catalog.has_table_privilege(CASE WHEN invoked THEN role.oid ELSE relowner END, shown.relation, privilege)))
  SELECT (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('name', role.name, 'inherits', ARRAY(
                   SELECT other.name FROM role AS other
                    WHERE other.oid <> role.oid AND (other.oid = 0 OR pg_catalog.pg_has_role(role.oid, other.oid, 'USAGE')))))
            FROM role) AS roles,
         (SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('name', name, 'columns', columns, 'rowSecurity', relrowsecurity,
                   'rights', COALESCE((SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
                       'role', role, 'privilege', privilege, 'columns', held.columns))
                     FROM held WHERE held.oid = relation.oid), '[]')) ORDER BY name), '[]')
            FROM relation) AS relations`;

import { holdersSql, isTopmost } from "../../catalog/access/holders-sql.js";
import type { Queryable } from "../../session/queryable.js";
import { usersSql } from "./users-sql.js";

/** A grant that leaves a user a right which the change of owners and rights would take. */
export interface KeptRight {
  /** The object whose change of owner would take it, as `ALTER` names it; null for other changes. */
  readonly ownerOf: string | null;
  readonly sql: string;
}

/**
 * Grants that keep what users could do before owners and rights change: all of what an owner could, and
 * the use of schemas for those who have rights in them. Superusers need none.
 */
export async function readKeptRights(
  copy: Queryable,
  schemas: readonly string[],
  database: string,
): Promise<KeptRight[]> {
  return copy.query<KeptRight>(keptSql(database), [schemas]);
}

const relations = (kinds: string): string => `
      SELECT class.oid FROM pg_catalog.pg_class AS class JOIN ours ON ours.oid = relnamespace WHERE relkind IN (${kinds})`;

// The sequence of a column always has the owner of its table. Names are quoted as planGrants does it.
const keptSql = (database: string): string => `
  WITH users AS (${usersSql(database)}),
  ours AS (
    SELECT *, '"' || pg_catalog.replace(nspname, '"', '""') || '"' AS quoted
      FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1)),
  thing AS (
    SELECT class.oid, relowner, relkind,
           CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END
             || quoted || '."' || pg_catalog.replace(relname, '"', '""') || '"' AS name
      FROM pg_catalog.pg_class AS class JOIN ours ON ours.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'S')),
  whole AS (
    SELECT objid AS oid, thing.name
      FROM pg_catalog.pg_depend JOIN thing ON thing.oid = refobjid AND thing.relkind <> 'S'
     WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND deptype IN ('a', 'i')
       AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass),
  holder AS (${holdersSql(relations("'r', 'p', 'S', 'v', 'm', 'f'"))}),
  inside AS (
    SELECT DISTINCT namespace, role FROM holder JOIN users ON users.oid = role
     WHERE pg_catalog.has_schema_privilege(role, namespace, 'USAGE')),
  kept ("ownerOf", sql) AS (
    SELECT COALESCE(whole.name, thing.name), pg_catalog.format('GRANT ALL ON %s TO %I', thing.name, rolname)
      FROM thing JOIN users ON users.oid = relowner LEFT JOIN whole ON whole.oid = thing.oid
    UNION
    SELECT 'SCHEMA ' || quoted, pg_catalog.format('GRANT ALL ON SCHEMA %s TO %I', quoted, rolname)
      FROM ours JOIN users ON users.oid = nspowner
    UNION
    SELECT NULL, pg_catalog.format('GRANT USAGE ON SCHEMA %s TO %I', quoted, rolname)
      FROM inside JOIN ours ON ours.oid = namespace JOIN users ON users.oid = role
     WHERE ${isTopmost("inside", "inside", "namespace")})
  SELECT * FROM kept ORDER BY sql`;

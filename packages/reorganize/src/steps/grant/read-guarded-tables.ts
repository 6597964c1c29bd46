import { plainNameSql } from "../../catalog/table-name.js";
import type { Queryable } from "../../session/queryable.js";
import { usersSql } from "./users-sql.js";

/** A table with row security, whose owner changes. */
export interface GuardedTable {
  /** As `ALTER` names it. */
  readonly target: string;
  /** `schema.table` */
  readonly table: string;
  /** An owner that sees all rows, and would be under the policies as soon as it is no more the owner. */
  readonly owner: string | null;
  /** SQL that lets that owner go on seeing all rows; null without one. */
  readonly exempt: string | null;
  /** SQL that undoes it. */
  readonly unexempt: string;
  /** Policies that hold for it nevertheless, for a restrictive one cannot be lifted by another. */
  readonly restrictive: readonly string[];
}

/** Reads the tables with row security in the schemas. */
export async function readGuardedTables(
  copy: Queryable,
  schemas: readonly string[],
  database: string,
): Promise<GuardedTable[]> {
  return copy.query<GuardedTable>(question(database), [schemas, "all rows for its old owner"]);
}

const question = (database: string): string => `
  WITH users AS (${usersSql(database)}),
  guarded AS (
    SELECT class.oid, nspname, relname, users.oid AS owner, rolname,
           '"' || pg_catalog.replace(nspname, '"', '""') || '"."' || pg_catalog.replace(relname, '"', '""') || '"' AS name
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      LEFT JOIN users ON users.oid = relowner AND NOT relforcerowsecurity AND NOT rolbypassrls
     WHERE nspname = ANY ($1) AND relkind IN ('r', 'p') AND relrowsecurity)
  SELECT 'TABLE ' || name AS target, ${plainNameSql("nspname", "relname")} AS table, rolname AS owner,
         'CREATE POLICY ' || pg_catalog.quote_ident($2) || ' ON ' || name || ' TO ' || pg_catalog.quote_ident(rolname)
           || ' USING (true) WITH CHECK (true)' AS exempt,
         pg_catalog.format('DROP POLICY IF EXISTS %I ON %s', $2::text, name) AS unexempt,
         ARRAY(SELECT polname::text FROM pg_catalog.pg_policy
                WHERE polrelid = guarded.oid AND NOT polpermissive
                  AND EXISTS (SELECT FROM pg_catalog.unnest(polroles) AS role
                               WHERE role = 0 OR pg_catalog.pg_has_role(guarded.owner, role, 'USAGE'))
                ORDER BY 1) AS restrictive
    FROM guarded ORDER BY 1`;

import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { sqlName, type Table } from "../../catalog/catalog.js";
import { granteeSql } from "../../catalog/objects/grantee-sql.js";
import { plainName } from "../../catalog/table-name.js";
import { isUsedSql } from "../../ledger/usage.js";
import { literal } from "../../session/literal.js";
import { block } from "./block.js";

/** The updatable view that stands at a table's old name until finalize, for programs not yet changed. */
export interface CompatibilityView {
  /** The table as it was. */
  readonly table: Table;
  readonly to: { readonly schema: string; readonly name: string };
  /** Old column name to new one. */
  readonly rename: ReadonlyMap<string, string>;
}

/** A column of the view: its name there, which is the old one, and the table's. */
interface ViewColumn {
  readonly old: string;
  readonly now: string;
}

/**
 * SQL that makes the view, simple enough that PostgreSQL itself makes it writable, RETURNING and ON
 * CONFLICT included. Whoever has rights on the table has them on the view, its owner and rights on
 * single columns included, and the table's row security holds for whoever uses the view. It notes who
 * does; what its condition is to queries, its check option is to rows that are written.
 *
 * @param present the new names of the columns there are; all of the table's when left out
 */
export function makeView(view: CompatibilityView, present?: ReadonlySet<string>): string[] {
  const goal = quoteTable(view.to.schema, view.to.name);
  const columns = view.table.columns
    .map(({ name }) => ({ old: name, now: view.rename.get(name) ?? name }))
    .filter(({ now }) => present?.has(now) ?? true);
  const name = sqlName(view.table);
  const sql = block`
    CREATE VIEW ${name} AS
    SELECT ${columns.map(selected).join(", ")}
      FROM ${goal}
     WHERE ${isUsedSql(plainName(view.table))}
    WITH LOCAL CHECK OPTION`;
  return [sql, actAs(goal, name), copyRights(goal, name, columns)];
}

function selected({ old, now }: ViewColumn): string {
  if (old === now) return quoteIdentifier(old);
  return `${quoteIdentifier(now)} AS ${quoteIdentifier(old)}`;
}

export function dropView({ table }: CompatibilityView): string {
  return `DROP VIEW ${sqlName(table)}`;
}

/**
 * SQL that gives the view to the table's owner at that moment. It reads the table with the caller's
 * rights where the table has row security, so that the caller's policies hold; else with the owner's,
 * for whoever has rights on some columns only could not use it otherwise.
 */
function actAs(table: string, view: string): string {
  const body = block`
    DECLARE
      shown record;
    BEGIN
      SELECT pg_catalog.pg_get_userbyid(relowner) AS owner, relrowsecurity INTO shown
        FROM pg_catalog.pg_class WHERE oid = ${literal(table)}::regclass;
      EXECUTE pg_catalog.format('ALTER VIEW %s OWNER TO %I', ${literal(view)}, shown.owner);
      IF shown.relrowsecurity THEN
        ALTER VIEW ${view} SET (security_invoker = true);
      END IF;
    END`;
  return `DO ${literal(body)}`;
}

/** SQL that grants on the view what is granted on the table, or owned, at that moment. */
export function copyRights(table: string, view: string, columns: readonly ViewColumn[]): string {
  const named = Object.fromEntries(columns.map(({ old, now }) => [now, old]));
  const body = block`
    DECLARE
      held record;
    BEGIN
      FOR held IN
        WITH shown AS (SELECT * FROM pg_catalog.pg_class WHERE oid = ${literal(table)}::regclass),
        given AS (
          SELECT '' AS columns, acl.* FROM shown,
                 pg_catalog.aclexplode(COALESCE(relacl, pg_catalog.acldefault('r', relowner))) AS acl
          UNION ALL
          SELECT pg_catalog.format(' (%I)', old), acl.*
            FROM shown JOIN pg_catalog.pg_attribute ON attrelid = shown.oid
            JOIN pg_catalog.jsonb_each_text(${literal(JSON.stringify(named))}) AS named (now, old) ON now = attname,
                 pg_catalog.aclexplode(attacl) AS acl)
        SELECT privilege_type || columns AS privilege, is_grantable, grantee,
               ${granteeSql} AS who
          FROM given
         WHERE privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
           AND grantee <> (SELECT relowner FROM pg_catalog.pg_class WHERE oid = ${literal(view)}::regclass)
      LOOP
        EXECUTE pg_catalog.format('GRANT %s ON %s TO %s%s', held.privilege, ${literal(view)}, held.who,
          CASE WHEN held.is_grantable AND held.grantee <> 0 THEN ' WITH GRANT OPTION' ELSE '' END);
      END LOOP;
    END`;
  return `DO ${literal(body)}`;
}

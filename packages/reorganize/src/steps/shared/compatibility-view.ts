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

/**
 * SQL that makes the view, simple enough that PostgreSQL itself makes it writable, RETURNING and ON
 * CONFLICT included, and grants on it what is granted on the table. The view notes who uses it; what
 * its condition is to queries, its check option is to rows that are written.
 *
 * @param present the new names of the columns there are; all of the table's when left out
 */
export function makeView(view: CompatibilityView, present?: ReadonlySet<string>): string[] {
  const goal = quoteTable(view.to.schema, view.to.name);
  const columns = view.table.columns
    .map(({ name }) => ({ old: name, now: view.rename.get(name) ?? name }))
    .filter(({ now }) => present?.has(now) ?? true)
    .map(({ old, now }) =>
      old === now ? quoteIdentifier(old) : `${quoteIdentifier(now)} AS ${quoteIdentifier(old)}`,
    );
  const name = sqlName(view.table);
  const sql = block`
    CREATE VIEW ${name} AS
    SELECT ${columns.join(", ")}
      FROM ${goal}
     WHERE ${isUsedSql(plainName(view.table))}
    WITH LOCAL CHECK OPTION`;
  return [sql, copyRights(goal, name)];
}

export function dropView({ table }: CompatibilityView): string {
  return `DROP VIEW ${sqlName(table)}`;
}

/** SQL that grants on the view what is granted on the table at that moment. */
export function copyRights(table: string, view: string): string {
  const body = block`
    DECLARE
      held record;
    BEGIN
      FOR held IN
        SELECT privilege_type, is_grantable,
               ${granteeSql} AS who
          FROM pg_catalog.pg_class, pg_catalog.aclexplode(relacl)
         WHERE oid = ${literal(table)}::regclass AND grantee <> relowner
           AND privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
      LOOP
        EXECUTE pg_catalog.format('GRANT %s ON %s TO %s%s', held.privilege_type, ${literal(view)}, held.who,
          CASE WHEN held.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
      END LOOP;
    END`;
  return `DO ${literal(body)}`;
}

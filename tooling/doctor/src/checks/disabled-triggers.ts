import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { catalogueCheck } from "../check/check.js";
import { userTables } from "../check/user-tables.js";

interface Trigger {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** The foreign key that it belongs to; null for a trigger that somebody made. */
  readonly foreignKey: string | null;
}

/** Triggers that were switched off, and foreign keys with them. */
export const disabledTriggers = catalogueCheck<Trigger>({
  name: "disabled triggers",
  sql: `
WITH ${userTables}
SELECT DISTINCT ON (user_table.oid, COALESCE(con.conname, tgname)) user_table.schema, user_table."table",
       tgname::text AS name, con.conname::text AS "foreignKey"
  FROM pg_trigger JOIN user_table ON user_table.oid = tgrelid
  LEFT JOIN pg_constraint AS con ON con.oid = tgconstraint AND con.contype = 'f'
 WHERE tgenabled = 'D' AND tgparentid = 0 AND (NOT tgisinternal OR con.oid IS NOT NULL)
 ORDER BY user_table.oid, COALESCE(con.conname, tgname)`,
  find: (rows) =>
    rows.map(({ schema, table, name, foreignKey }) => ({
      code: foreignKey === null ? "trigger-disabled" : "foreign-key-disabled",
      severity: foreignKey === null ? "warning" : "error",
      subject:
        foreignKey === null
          ? { kind: "trigger", schema, table, name }
          : { kind: "foreign key", schema, table, name: foreignKey },
      evidence: {},
      // Those of keys are a superuser's to switch, and belong together.
      remedy: {
        sql: [
          `ALTER TABLE ${quoteTable(schema, table)} ENABLE TRIGGER ${foreignKey === null ? quoteIdentifier(name) : "ALL"}`,
        ],
      },
    })),
});

import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type { Action } from "@supabase/pg-delta/plan";
import type { Alone, Run, Transaction } from "../../plan/plan.js";
import { literal } from "../../session/session.js";
import { subjectOf } from "./subject.js";

/**
 * Actions as runs that nobody has to wait for: a CHECK or foreign key is added NOT VALID and validated
 * afterwards, an index is built CONCURRENTLY, the rest only touches the catalogue.
 */
export function onlineRuns(actions: readonly Action[]): Run[] {
  const indexes = actions.filter(isIndexMade);
  const remarks = actions.filter(isAboutIndex);
  const rest = actions.filter((action) => !isIndexMade(action) && !isAboutIndex(action));
  return [
    ...catalogueRun(rest),
    ...validations(rest),
    ...indexes.map(indexRun),
    ...catalogueRun(remarks),
  ];
}

function catalogueRun(actions: readonly Action[]): Transaction[] {
  if (actions.length === 0) return [];
  return [{ how: "transaction", sql: actions.map(withoutScan) }];
}

/** Whether the action adds a rule that PostgreSQL can validate later. */
function isRuleAdded({ verb, sql, produces }: Action): boolean {
  return (
    verb === "create" &&
    produces[0]?.kind === "constraint" &&
    / ADD CONSTRAINT \S+ (CHECK|FOREIGN KEY) /.test(sql)
  );
}

function withoutScan(action: Action): string {
  if (!isRuleAdded(action)) return action.sql;
  const sql = asWritten(action.sql);
  return / NOT VALID$/.test(sql) ? sql : `${sql} NOT VALID`;
}

/**
 * PostgreSQL prints `varchar IN (…)` in a form that, read again, is printed in yet another. Written
 * as people write it, it is printed as it was.
 */
function asWritten(sql: string): string {
  return sql.replaceAll(
    /\(\((\w+|"(?:[^"]|"")+")\)::text = ANY \(\(ARRAY\[((?:'(?:[^']|'')*'::character varying(?:, )?)+)\]\)::text\[\]\)\)/g,
    "($1 IN ($2))",
  );
}

function validations(actions: readonly Action[]): Transaction[] {
  return actions.filter(isRuleAdded).map((action) => {
    const id = action.produces[0] as { schema: string; table: string; name: string };
    const table = quoteTable(id.schema, id.table);
    return {
      how: "transaction",
      sql: [`ALTER TABLE ${table} VALIDATE CONSTRAINT ${quoteIdentifier(id.name)}`],
      patient: true,
    };
  });
}

function isIndexMade({ verb, produces }: Action): boolean {
  return verb === "create" && produces[0]?.kind === "index";
}

/** A comment on an index has to wait until the index is there. */
function isAboutIndex({ verb, produces }: Action): boolean {
  const [id] = produces;
  return verb === "create" && id?.kind === "comment" && id.target.kind === "index";
}

function indexRun(action: Action): Alone {
  const id = subjectOf(action) as { schema: string; name: string };
  const name = quoteTable(id.schema, id.name);
  return {
    how: "alone",
    sql: action.sql.replace(/^CREATE (UNIQUE )?INDEX /, "CREATE $1INDEX CONCURRENTLY "),
    cleanUp: `DROP INDEX IF EXISTS ${name}`,
    isDone: `SELECT COALESCE((SELECT indisvalid FROM pg_catalog.pg_index
      WHERE indexrelid = pg_catalog.to_regclass(${literal(name)})), false) AS done`,
  };
}

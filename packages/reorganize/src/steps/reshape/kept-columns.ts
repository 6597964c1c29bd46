import { quoteIdentifier } from "@deepiri/database";
import { columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import { originalsOf, writtenTo } from "../../ledger/store.js";
import type { Run, Transaction } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { keep } from "../shared/keep-values.js";
import { neverNull, requireAgain } from "../shared/not-null-check.js";
import { constantDefault, restoreRun } from "../shared/restore-values.js";
import { columnsOnlyIn, type Difference, sidesOf, type Way } from "./difference.js";

/** A run that drops columns, or brings them back, and what has to be done about their values. */
export interface Surrounded {
  readonly before: readonly { readonly run: Run; readonly undo: readonly Run[] }[];
  readonly run: Run;
  readonly after: readonly Run[];
}

/** Keeps the values of columns that the run drops, and gives back those of columns that it brings back. */
export function keeping(table: string, way: Way, run: Run, difference: Difference): Surrounded {
  const sides = sidesOf(table, way, difference);
  if (!sides || run.how !== "transaction") return { before: [], run, after: [] };
  const { here, goal } = sides;
  const changes = (what: string): boolean => run.sql.some((sql) => sql.includes(` ${what} `));
  const gone = changes("DROP COLUMN") ? columnsOnlyIn(here, goal).filter(isStored(here)) : [];
  const come =
    changes("ADD COLUMN") && way === "back" ? columnsOnlyIn(goal, here).filter(isStored(goal)) : [];
  return givingBack(goal, come, givingUp(here, gone, way, run));
}

function givingUp(table: Table, gone: readonly string[], way: Way, run: Transaction) {
  if (gone.length === 0) return { before: [], run, after: [] };
  const { watch, undo, walk, endWatch, tidy } = keep(
    way === "there"
      ? { table, columns: gone, isWorth: isSomething, store: originalsOf(table) }
      : { table, columns: gone, isWorth: isWritten(table), store: writtenTo(table) },
  );
  return {
    before: [
      { run: watch, undo: [undo] },
      { run: walk, undo: [] },
    ],
    run: { ...run, sql: [...endWatch, ...run.sql] },
    after: [tidy],
  };
}

/** A column that no row may leave empty comes empty, is filled, and is required after. */
function givingBack(
  table: Table,
  come: readonly string[],
  { before, run, after }: Surrounded & { readonly run: Transaction },
): Surrounded {
  if (come.length === 0) return { before, run, after };
  const required = come.filter((name) => {
    const column = columnOf(table, name);
    return column?.notNull && column.default === null && !column.identity && !column.generated;
  });
  const starts = required.map((name) => ` ADD COLUMN ${quoteIdentifier(name)} `);
  const empty = (sql: string): string =>
    starts.some((start) => sql.includes(start)) ? sql.replace(/ NOT NULL$/, "") : sql;
  const promised = `ALTER TABLE ${sqlName(table)} ${required.map(neverNull).join(", ")}`;
  return {
    before,
    run: { ...run, sql: run.sql.map(empty) },
    after: [
      restoreRun(table, come, originalsOf(table).step),
      ...(required.length > 0 ? [{ how: "transaction" as const, sql: [promised] }] : []),
      ...requireAgain(table, required),
      ...after,
    ],
  };
}

/** What is computed need not be kept. */
function isStored(table: Table) {
  return (name: string): boolean => columnOf(table, name)?.generated === false;
}

function isSomething(value: string): string {
  return `${value} IS NOT NULL`;
}

/** Neither the default nor what all rows got when the column came. */
function isWritten(table: Table) {
  return (value: string, name: string): string => {
    const fresh = constantDefault(columnOf(table, name));
    if (fresh !== undefined) return `${value}::text IS DISTINCT FROM (${fresh})::text`;
    return `(${value} IS NOT NULL AND ${value}::text IS DISTINCT FROM (
      SELECT (attmissingval::text::text[])[1] FROM pg_catalog.pg_attribute
       WHERE attrelid = ${literal(sqlName(table))}::pg_catalog.regclass AND attname = ${literal(name)}))`;
  };
}

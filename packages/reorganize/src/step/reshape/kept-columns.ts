import { columnOf, sqlName, type Table } from "../../inventory/catalogue.js";
import type { Run } from "../../plan/plan.js";
import { literal } from "../../session/session.js";
import { keep } from "../keep/keep.js";
import { constantDefault, restoreRun } from "../keep/restore.js";
import { originalsOf, writtenTo } from "../keep/store.js";
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
  const gone = changes("DROP COLUMN") ? columnsOnlyIn(here, goal) : [];
  const come = changes("ADD COLUMN") && way === "back" ? columnsOnlyIn(goal, here) : [];
  const restored = come.length > 0 ? [restoreRun(goal, come, originalsOf(goal).step)] : [];
  if (gone.length === 0) return { before: [], run, after: restored };
  const { watch, undo, walk, endWatch, tidy } = keep(
    way === "there"
      ? { table: here, columns: gone, isWorth: isSomething, store: originalsOf(here) }
      : { table: here, columns: gone, isWorth: isWritten(here), store: writtenTo(here) },
  );
  return {
    before: [
      { run: watch, undo: [undo] },
      { run: walk, undo: [] },
    ],
    run: { ...run, sql: [...endWatch, ...run.sql] },
    after: [...restored, tidy],
  };
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

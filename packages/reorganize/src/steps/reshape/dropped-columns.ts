import { quoteIdentifier } from "@deepiri/database";
import { columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import type { ColumnChanges } from "../../catalog/delta/column-changes.js";
import { originalsOf, writtenTo } from "../../ledger/store.js";
import type { Run, Transaction } from "../../plan/step.js";
import { literal } from "../../session/literal.js";
import { backUp, documentIfWorth } from "../shared/back-up-values.js";
import { addNotNullCheck, requireAgain } from "../shared/not-null.js";
import { constantDefault, restoreRun } from "../shared/restore-values.js";
import type { Belonging } from "./belonging.js";
import { columnsOnlyIn, type Difference, sidesOf, type Way } from "./difference.js";
import { drawRun, isDrawn, withoutDefaults } from "./drawn-values.js";

/** A run that drops columns, or brings them back, and what has to be done about their values. */
export interface Surrounded {
  readonly before: readonly { readonly run: Run; readonly undo: readonly Run[] }[];
  readonly run: Run;
  readonly after: readonly Run[];
}

/** Backs up the values of columns that the run drops, and restores those of columns that it brings back. */
export function withValues(
  table: string,
  way: Way,
  run: Run,
  { added, dropped }: ColumnChanges,
  difference: Difference,
): Surrounded {
  const sides = sidesOf(table, way, difference);
  if (!sides || run.how !== "transaction") return { before: [], run, after: [] };
  const { here, goal } = sides;
  const isIn = (names: readonly string[]) => (name: string) => names.includes(name);
  const gone = columnsOnlyIn(here, goal).filter(isIn(dropped));
  const come = columnsOnlyIn(goal, here).filter(isIn(added));
  const belongings = difference.belongings.get(table) ?? [];
  const backedUp = withBackup(here, gone.filter(isStored(here)), way, {
    ...run,
    sql: [...(way === "there" ? kept(belongings, gone) : []), ...run.sql],
  });
  if (way === "there") return backedUp;
  const restored = withRestore(goal, come.filter(isStored(goal)), backedUp);
  return withBelongings(goal, come, belongings, restored);
}

/** What is to survive the columns. */
function kept(belongings: readonly Belonging[], gone: readonly string[]): string[] {
  return belongings.flatMap(({ column, keep }) => (gone.includes(column) ? keep : []));
}

/** Gives columns that are back the defaults that they came without, and what belonged to them. */
function withBelongings(
  table: Table,
  come: readonly string[],
  belongings: readonly Belonging[],
  { before, run, after }: Surrounded,
): Surrounded {
  if (run.how !== "transaction") return { before, run, after };
  const defaults = come.filter(isDrawn(table)).flatMap((name) => {
    const value = columnOf(table, name)?.default ?? null;
    if (value === null) return [];
    return [
      `ALTER TABLE ${sqlName(table)} ALTER COLUMN ${quoteIdentifier(name)} SET DEFAULT ${value}`,
    ];
  });
  const back = belongings.filter(({ column }) => come.includes(column));
  const restore = new Set(back.flatMap((one) => one.restore));
  const settle = back.flatMap((one) => one.settle);
  return {
    before,
    run: { ...run, sql: [...run.sql, ...defaults, ...restore] },
    after: [...after, ...(settle.length > 0 ? [{ how: "transaction" as const, sql: settle }] : [])],
  };
}

function withBackup(table: Table, gone: readonly string[], way: Way, run: Transaction): Surrounded {
  if (gone.length === 0) return { before: [], run, after: [] };
  const { capture, undo, walk, endCapture, tidy } = backUp(
    way === "there"
      ? {
          table,
          columns: gone,
          document: documentIfWorth(gone, isSomething),
          store: originalsOf(table),
        }
      : {
          table,
          columns: gone,
          document: documentIfWorth(gone, isWritten(table)),
          store: writtenTo(table),
        },
  );
  return {
    before: [
      { run: capture, undo: [undo] },
      { run: walk, undo: [] },
    ],
    run: { ...run, sql: [...endCapture, ...run.sql] },
    after: [tidy],
  };
}

/** A column that comes back nullable is filled, and becomes NOT NULL after. */
function withRestore(
  table: Table,
  come: readonly string[],
  { before, run, after }: Surrounded,
): Surrounded {
  if (come.length === 0) return { before, run, after };
  const drawn = come.filter(isDrawn(table));
  const required = come.filter((name) => {
    const column = columnOf(table, name);
    const isEmpty = column?.default === null && !column.identity && !column.generated;
    return column?.notNull && (isEmpty || drawn.includes(name));
  });
  const checks = `ALTER TABLE ${sqlName(table)} ${required.map(addNotNullCheck).join(", ")}`;
  return {
    before,
    run,
    after: [
      restoreRun(withoutDefaults(table, drawn), come, originalsOf(table).step),
      ...drawn.filter((name) => required.includes(name)).map((name) => drawRun(table, name)),
      ...(required.length > 0 ? [{ how: "transaction" as const, sql: [checks] }] : []),
      ...requireAgain(table, required),
      ...after,
    ],
  };
}

/** What is computed need not be backed up. */
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

import { canonical } from "../../catalog/canonical.js";
import type { Catalog, Table } from "../../catalog/catalog.js";
import { columnOf, sqlName } from "../../catalog/catalog.js";
import type { Run, Step } from "../../plan/step.js";
import type { Queryable } from "../../session/queryable.js";
import { type NamedDependent, readDependents } from "../shared/read-dependents.js";

/** What of others reads columns of a table that are about to change, by `schema.table`. */
export type Dependents = ReadonlyMap<string, readonly NamedDependent[]>;

/**
 * Finds the views and triggers of others that stand in the way of a column's new type.
 *
 * @param ownViews SQL names of the views at old names, which are made anew anyway
 */
export async function readObstructing(
  copy: Queryable,
  from: Catalog,
  target: Catalog,
  ownViews: ReadonlySet<string>,
): Promise<Dependents> {
  const found = new Map<string, NamedDependent[]>();
  for (const [name, wanted] of target.tables) {
    const table = from.tables.get(name);
    const columns = table ? changedColumns(table, wanted) : [];
    if (!table || columns.length === 0) continue;
    const inTheWay = new Set<string>();
    for (const column of columns)
      for (const one of await readDependents(copy, table.oid, column)) inTheWay.add(idOf(one));
    const all = await readDependents(copy, table.oid, null);
    const theirs = all.filter((one) => inTheWay.has(idOf(one)) && !ownViews.has(one.name));
    if (theirs.length > 0) found.set(name, theirs);
  }
  return found;
}

function changedColumns(table: Table, wanted: Table): string[] {
  return table.columns
    .filter(({ name, type }) => columnOf(wanted, name)?.type !== type)
    .map(({ name }) => name);
}

// A trigger goes by its table's name.
const idOf = ({ dropSql }: NamedDependent): string => dropSql.join();

/** The same steps, in which what is in the way leaves and comes back in the transaction that needs it. */
export function aroundDependents(steps: readonly Step[], dependents: Dependents): Step[] {
  return steps.map((step) => {
    const theirs = dependents.get(step.table ?? "");
    if (!theirs) return step;
    const around = (run: Run): Run => leaving(run, theirs);
    return { ...step, forward: around(step.forward), inverse: step.inverse.map(around) };
  });
}

const changesColumns = / (DROP COLUMN|ALTER COLUMN \S+ TYPE) /;

function leaving(run: Run, theirs: readonly NamedDependent[]): Run {
  if (run.how !== "transaction" || !run.sql.some((sql) => changesColumns.test(sql))) return run;
  const leave = [...theirs].reverse().flatMap(({ dropSql }) => dropSql);
  return {
    ...run,
    sql: [...leave, ...run.sql, ...theirs.flatMap(({ createSql }) => createSql).map(canonical)],
  };
}

/** SQL names of views. */
export function namesOf(views: Iterable<{ readonly table: Table }>): Set<string> {
  return new Set([...views].map(({ table }) => sqlName(table)));
}

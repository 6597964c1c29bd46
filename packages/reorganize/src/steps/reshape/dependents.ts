import { canonical } from "../../catalog/canonical.js";
import type { Catalog, Table } from "../../catalog/catalog.js";
import { columnOf, sqlName } from "../../catalog/catalog.js";
import type { Transaction } from "../../plan/step.js";
import type { Queryable } from "../../session/queryable.js";
import { type NamedDependent, readDependents } from "../shared/read-dependents.js";

/** Unmanaged views and triggers that read columns which are about to change, by `schema.table`. */
export type Dependents = ReadonlyMap<string, readonly NamedDependent[]>;

/**
 * Finds the unmanaged views and triggers that stand in the way of a column's new type.
 *
 * @param compatibilityViews their SQL names; they are made anew anyway
 */
export async function readObstructing(
  copy: Queryable,
  from: Catalog,
  target: Catalog,
  compatibilityViews: ReadonlySet<string>,
): Promise<Dependents> {
  const found = new Map<string, NamedDependent[]>();
  for (const [name, wanted] of target.tables) {
    const table = from.tables.get(name);
    const columns = table ? changedColumns(table, wanted) : [];
    if (!table || columns.length === 0) continue;
    const inTheWay = await readDependents(copy, table.oid, columns);
    const unmanaged = inTheWay.filter(({ name }) => !compatibilityViews.has(name));
    if (unmanaged.length > 0) found.set(name, unmanaged);
  }
  return found;
}

/** Columns that get another type. */
export function changedColumns(table: Table, wanted: Table): string[] {
  return table.columns
    .filter(({ name, type }) => columnOf(wanted, name)?.type !== type)
    .map(({ name }) => name);
}

/** The transaction, in which these are dropped first and made again at its end. */
export function withoutDependents(
  run: Transaction,
  dependents: readonly NamedDependent[],
): Transaction {
  const drop = [...dependents].reverse().flatMap(({ dropSql }) => dropSql);
  const create = dependents.flatMap(({ createSql }) => createSql).map(canonical);
  return { ...run, sql: [...drop, ...run.sql, ...create] };
}

/** SQL names of views. */
export function namesOf(views: Iterable<{ readonly table: Table }>): Set<string> {
  return new Set([...views].map(({ table }) => sqlName(table)));
}

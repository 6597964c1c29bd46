import { type Catalog, primaryKey, type Table } from "../catalog/catalog.js";
import { parseTableName, plainName } from "../catalog/table-name.js";
import type { Mapping } from "../plan/mapping.js";
import { nameAfter } from "../plan/name-after.js";

/** A table of the source that becomes part of a table of the target. */
export interface Assignment {
  readonly table: Table;
  /** The target table, as `schema.table`. */
  readonly to: string;
  /** Old column name to new one, for those that change. */
  readonly rename: ReadonlyMap<string, string>;
}

/**
 * Says which tables of the source are which of the target: by the mapping's rules first, then by the
 * same name in the same schema, then by the same name in a schema that the mapping relocates. A table
 * of the same name in another shape is unmanaged, and so is one elsewhere that the mapping knows: they
 * get nothing.
 *
 * @param apart tables that become none of the target's, whatever they are called
 * @returns per target table its sources, the one that keeps its rows in place first
 */
export function assignSources(
  source: Catalog,
  target: Catalog,
  owned: Iterable<string>,
  mapping: Mapping,
  apart: ReadonlySet<string>,
): Map<string, Assignment[]> {
  const names = [...owned];
  const claimed = new Set(apart);
  const assigned = new Map<string, Assignment[]>(names.map((name) => [name, []]));
  const claim = (to: string, from: string, rename: Record<string, string>): void => {
    const [table, wanted] = [source.tables.get(from), target.tables.get(to)];
    if (!table || !wanted || claimed.has(from) || !isSameThing(table, wanted, rename)) return;
    claimed.add(from);
    assigned.get(to)?.push({ table, to, rename: new Map(Object.entries(rename)) });
  };
  for (const to of names)
    for (const rule of mapping.tables[to] ?? []) {
      const table = source.tables.get(rule.table);
      if (table && hasColumns(table, rule.having) && !rule.lacking.some((name) => has(table, name)))
        claim(to, rule.table, present(table, rule.rename));
    }
  for (const to of names) claim(to, to, {});
  for (const to of names)
    for (const from of relocated(to, mapping))
      if (mapping.known[from] === undefined) claim(to, from, {});
  for (const sources of assigned.values()) sources.sort(inPlaceFirst);
  return assigned;
}

function relocated(to: string, mapping: Mapping): string[] {
  const { schema, name } = parseTableName(to);
  return (mapping.relocate[schema] ?? []).map((from) => plainName({ schema: from, name }));
}

function inPlaceFirst(one: Assignment, other: Assignment): number {
  return Number(plainName(other.table) === other.to) - Number(plainName(one.table) === one.to);
}

/** Whether it has the target's key, and at least half of the target's columns. */
function isSameThing(table: Table, wanted: Table, rename: Record<string, string>): boolean {
  const names = new Set(table.columns.map(({ name }) => nameAfter({ columns: rename }, name)));
  const common = wanted.columns.filter(({ name }) => names.has(name)).length;
  return primaryKey(wanted).every((name) => names.has(name)) && common * 2 >= wanted.columns.length;
}

function present(table: Table, rename: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(rename).filter(([from]) => has(table, from)));
}

function hasColumns(table: Table, names: readonly string[]): boolean {
  return names.every((name) => has(table, name));
}

function has(table: Table, name: string): boolean {
  return table.columns.some((column) => column.name === name);
}

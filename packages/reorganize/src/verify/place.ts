import { type Catalog, plainName, type Table } from "../catalog/catalog.js";
import type { Plan } from "../plan/plan.js";
import type { Baseline } from "./baseline.js";
import type { SumRow } from "./sums.js";
import type { WatchedTable } from "./watched-table.js";

/** A table, and the sources whose rows are in it now. */
export interface Place {
  readonly table: Table;
  /** The one whose table it is comes first. */
  readonly sources: readonly Baseline[];
}

/** All tables in which rows may lie. */
export interface Ground {
  readonly catalog: Catalog;
  /** Tables of people that lie in our schema. */
  readonly parked: readonly Table[];
}

/**
 * Where the rows of each baseline lie now: in the table that the plan made of it, and wherever the
 * table itself is if that was not made yet, is undone, or was never to be.
 */
export function placesOf(plan: Plan, baselines: readonly Baseline[], ground: Ground): Place[] {
  const groups = new Map<Table, Baseline[]>();
  for (const baseline of baselines) {
    const table = placeOf(plan, baseline, ground);
    if (table) groups.set(table, [...(groups.get(table) ?? []), baseline]);
  }
  return [...groups].map(([table, sources]) => ({
    table,
    sources: sources.sort((one, other) => Number(one.merged) - Number(other.merged)),
  }));
}

/** Baselines whose rows lie nowhere. */
export function lostSources(places: readonly Place[], baselines: readonly Baseline[]): Baseline[] {
  const found = places.flatMap(({ sources }) => sources);
  return baselines.filter((one) => !found.includes(one));
}

/** The columns, under their new names, that all sources of a place have; only they can be compared. */
export function commonColumns({ sources }: Place): readonly string[] {
  const [first, ...others] = sources.map(({ columns }) => columns.map(({ renamed }) => renamed));
  return (first ?? []).filter((name) => others.every((names) => names.includes(name)));
}

/** The fingerprints of one source, its columns in the order of `names`; those of the row and the key follow. */
export function inOrderOf(
  names: readonly string[],
  source: WatchedTable,
  rows: readonly SumRow[],
): SumRow[] {
  const { columns } = source;
  const places = names.map((name) => columns.findIndex(({ renamed }) => renamed === name));
  return rows.map((row) => ({
    ...row,
    sums: [...places.map((at) => row.sums[at] as string), ...row.sums.slice(columns.length)],
  }));
}

/** Whether a table by that name in quarantine or a step is the one at this place. */
export function isNamed({ table, sources }: Place, relation: string): boolean {
  return relation === plainName(table) || sources.some((one) => one.relation === relation);
}

function placeOf(plan: Plan, { relation, oid }: Baseline, ground: Ground): Table | undefined {
  const { tables } = ground.catalog;
  const source = plan.sources.find(({ from }) => from === relation);
  const lying = [...tables.values()].find((one) => one.oid === oid);
  const parked = ground.parked.find((one) => one.oid === oid);
  const goal = source?.to === undefined ? undefined : tables.get(source.to);
  // A twin is parked once its rows are in the other table.
  return source?.merged ? (lying ?? goal ?? parked) : (lying ?? parked ?? goal);
}

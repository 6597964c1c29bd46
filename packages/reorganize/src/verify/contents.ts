import type { Catalog, Table } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Baseline, CapturedTable, SumRow } from "../ledger/baseline.js";
import type { Plan } from "../plan/plan.js";

/** A table, and the sources whose rows are in it now. */
export interface Contents {
  readonly table: Table;
  /** The one whose table it is comes first. */
  readonly sources: readonly Baseline[];
}

/** All tables in which rows may be. */
export interface PossibleTables {
  readonly catalog: Catalog;
  /** User tables that are parked in our schema. */
  readonly parked: readonly Table[];
}

/**
 * Which table the rows of each baseline are in now: the one that the plan made of it, and the table
 * itself, wherever it is, if that was not made yet, is undone, or was never to be.
 */
export function locateContents(
  plan: Plan,
  baselines: readonly Baseline[],
  possible: PossibleTables,
): Contents[] {
  const groups = new Map<Table, Baseline[]>();
  for (const baseline of baselines) {
    const table = locate(plan, baseline, possible);
    if (table) groups.set(table, [...(groups.get(table) ?? []), baseline]);
  }
  return [...groups].map(([table, sources]) => ({
    table,
    sources: sources.sort((one, other) => Number(one.merged) - Number(other.merged)),
  }));
}

/** Baselines whose rows are in no table. */
export function lostSources(all: readonly Contents[], baselines: readonly Baseline[]): Baseline[] {
  const found = all.flatMap(({ sources }) => sources);
  return baselines.filter((one) => !found.includes(one));
}

/** The columns, under their new names, that all sources of a table have; only they can be compared. */
export function commonColumns({ sources }: Contents): readonly string[] {
  const [first, ...others] = sources.map(({ columns }) => columns.map(({ renamed }) => renamed));
  return (first ?? []).filter((name) => others.every((names) => names.includes(name)));
}

/** The fingerprints of one source, its columns in the order of `names`; those of the row and the key follow. */
export function inOrderOf(
  names: readonly string[],
  source: CapturedTable,
  rows: readonly SumRow[],
): SumRow[] {
  const { columns } = source;
  const positions = names.map((name) => columns.findIndex(({ renamed }) => renamed === name));
  return rows.map((row) => ({
    ...row,
    sums: [...positions.map((at) => row.sums[at] as string), ...row.sums.slice(columns.length)],
  }));
}

/** Whether a table by that name in quarantine or a step is this one. */
export function isNamed({ table, sources }: Contents, relation: string): boolean {
  return relation === plainName(table) || sources.some((one) => one.relation === relation);
}

function locate(
  plan: Plan,
  { relation, oid }: Baseline,
  { catalog, parked }: PossibleTables,
): Table | undefined {
  const source = plan.sources.find(({ from }) => from === relation);
  const itself = [...catalog.tables.values()].find((one) => one.oid === oid);
  const parkedTable = parked.find((one) => one.oid === oid);
  const target = source?.to === undefined ? undefined : catalog.tables.get(source.to);
  // A twin is parked once its rows are in the other table.
  return source?.merged ? (itself ?? target ?? parkedTable) : (itself ?? parkedTable ?? target);
}

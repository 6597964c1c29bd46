import type { Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import type { Projection, Source } from "../../projection/projection.js";

/** A source table and all that projections read of it. */
export interface Followed {
  readonly table: Table;
  /** Whether it is a new table, and what is written to it may lead back to old ones. */
  readonly isNew: boolean;
  readonly places: readonly Place[];
  /** Whether what follows may lead back here. */
  readonly echoes: boolean;
}

/** Where a projection reads a table. */
export interface Place {
  readonly projection: Projection;
  readonly source: Source;
}

/** The tables that the projections read. */
export function followedTables(projections: readonly Projection[]): Followed[] {
  const places = projections.flatMap((projection) =>
    projection.sources.map((source) => ({ projection, source })),
  );
  const tables = new Map(places.map(({ source: { table } }) => [plainName(table), table]));
  const echoes = projections.some(({ back }) => back);
  const made = new Set(projections.filter(({ back }) => !back).map(({ to }) => plainName(to)));
  return [...tables].map(([name, table]) => ({
    table,
    isNew: made.has(name),
    places: places.filter(({ source }) => plainName(source.table) === name),
    echoes,
  }));
}

/** Whether it is a target that leads back, and stays when its sources go. */
export function isTarget({ places }: Followed): boolean {
  return places.every(({ projection }) => projection.back);
}

import type { Catalog, Table } from "../catalog/catalog.js";
import type { Source } from "../plan/plan.js";

/** A table of the source, and the one of the target that its rows come to. */
export interface MovedTable {
  readonly source: Source;
  readonly table: Table;
  readonly wanted: Table;
}

export function movedTables(
  sources: readonly Source[],
  catalog: Catalog,
  target: Catalog,
): MovedTable[] {
  return sources.flatMap((source) => {
    const table = catalog.tables.get(source.from);
    const wanted = target.tables.get(source.to ?? "");
    return table && wanted ? [{ source, table, wanted }] : [];
  });
}

import type { Table, TableId } from "../model/model.js";
import { tableName } from "./wording.js";

/** A table that a search found, by its own name or that of a column. */
export interface Found {
  readonly id: TableId;
  readonly column?: string;
}

/** Tables and columns with that text in their names: the best first, tables before columns. */
export function find(tables: readonly Table[], text: string): Found[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  const byName = tables.flatMap((table, id) => {
    const rank = rankOf(table.name, wanted) ?? rankOf(tableName(table), wanted);
    return rank === undefined ? [] : [{ id, rank }];
  });
  const byColumn = tables.flatMap(({ columns }, id) =>
    columns.flatMap(({ name }) => {
      const rank = rankOf(name, wanted);
      return rank === undefined ? [] : [{ id, column: name, rank: rank + 3 }];
    }),
  );
  return [...byName, ...byColumn]
    .sort((one, other) => one.rank - other.rank)
    .map(({ rank: _, ...found }) => found);
}

/** 0 is the name itself, 1 its beginning, 2 somewhere in it. */
function rankOf(name: string, wanted: string): number | undefined {
  const at = name.toLowerCase().indexOf(wanted);
  if (at < 0) return undefined;
  if (at > 0) return 2;
  return name.length === wanted.length ? 0 : 1;
}

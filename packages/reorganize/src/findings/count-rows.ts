import { sqlName, type Table } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Queryable } from "../session/queryable.js";
import { ask } from "./ask.js";

/** Rows of a table, counted or as the server estimates them. */
export interface RowCount {
  readonly rows: number;
  readonly exact: boolean;
}

/** From these on counting takes long, and an estimate will do where nothing depends on it. */
const manyRows = 1_000_000;

/** Rows of each table, by `schema.table`; estimated where there are many or the login may not read. */
export async function countRows(
  reader: Queryable,
  tables: readonly Table[],
): Promise<Map<string, RowCount>> {
  const counts = new Map<string, RowCount>();
  for (const table of tables) counts.set(plainName(table), await countOf(reader, table));
  return counts;
}

async function countOf(reader: Queryable, table: Table): Promise<RowCount> {
  const estimate = { rows: table.rows, exact: false };
  if (table.rows >= manyRows) return estimate;
  const { rows } = await ask<{ count: number }>(
    reader,
    `SELECT count(*)::float8 AS count FROM ${sqlName(table)}`,
  );
  const count = rows?.[0]?.count;
  return count === undefined ? estimate : { rows: count, exact: true };
}

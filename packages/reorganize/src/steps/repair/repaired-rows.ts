import { quoteIdentifier } from "@deepiri/database";
import type { ColumnRepair } from "./repair-column.js";

/** SQL of columns of the row `r` with their values repaired, each under its name. */
export function repairedColumns(
  columns: readonly string[],
  repairs: readonly ColumnRepair[],
): string[] {
  return columns.map((column) => {
    const name = quoteIdentifier(column);
    const sql = repairs.find((repair) => repair.column === column)?.sql ?? `r.${name}`;
    return `${sql} AS ${name}`;
  });
}

/** SQL: whether the repairs change the row `r`. */
export function isChanged(repairs: readonly ColumnRepair[]): string {
  const old = repairs.map(({ column }) => `r.${quoteIdentifier(column)}`).join(", ");
  const fresh = repairs.map(({ sql }) => sql).join(", ");
  return `(${old}) IS DISTINCT FROM (${fresh})`;
}

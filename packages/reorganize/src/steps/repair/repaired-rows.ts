import { quoteIdentifier } from "@deepiri/database";
import { columnOf, type Table } from "../../catalog/catalog.js";
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

/** SQL: whether the repairs change the row `r`. As images: of some types, such as json and xml, PostgreSQL knows no equality. */
export function isChanged(table: Table, repairs: readonly ColumnRepair[]): string {
  const before = repairs.map(({ column }) => `r.${quoteIdentifier(column)}`);
  const after = repairs.map((repair) => asHeld(table, repair));
  return `pg_catalog.record_image_ne(ROW(${before.join(", ")}), ROW(${after.join(", ")}))`;
}

/** SQL of the repaired value as the column holds it: what a repair calls 1 may be 1.00. */
export function asHeld(table: Table, { column, sql }: ColumnRepair): string {
  return `(${sql})::${columnOf(table, column)?.type}`;
}

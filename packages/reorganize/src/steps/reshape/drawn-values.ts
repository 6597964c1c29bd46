import { quoteIdentifier } from "@deepiri/database";
import { columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import type { Transaction } from "../../plan/step.js";

/** Whether the default, or the identity, gives each row another value: no row may get one before it gets back its own. */
export function isDrawn(table: Table) {
  return (name: string): boolean => {
    const column = columnOf(table, name);
    return !column?.generated && (column?.identity || column?.defaultGives === "any value");
  };
}

/** Rows that were written while the column was gone get values that nobody has. */
export function drawRun(table: Table, name: string): Transaction {
  const column = quoteIdentifier(name);
  return {
    how: "transaction",
    silent: true,
    scans: true,
    sql: [`UPDATE ${sqlName(table)} SET ${column} = DEFAULT WHERE ${column} IS NULL`],
  };
}

/** The table as it is until columns that are back have their defaults. */
export function withoutDefaults(table: Table, names: readonly string[]): Table {
  const columns = table.columns.map((column) =>
    names.includes(column.name) ? { ...column, default: null } : column,
  );
  return { ...table, columns };
}

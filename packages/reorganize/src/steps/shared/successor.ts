import type { Table } from "../../catalog/catalog.js";

/** The table that takes over from another, for the foreign keys that point to that one. */
export interface Successor {
  readonly table: Table;
  readonly schema: string;
  readonly name: string;
  /** The column of the other table, to what the successor calls it in the end and has it as now. */
  readonly columns: ReadonlyMap<string, { readonly name: string; readonly now: string }>;
}

/** The table as a successor that keeps its own name and column names. */
export function successorOf(table: Table, columns: ReadonlyMap<string, string>): Successor {
  return {
    table,
    schema: table.schema,
    name: table.name,
    columns: new Map([...columns].map(([from, now]) => [from, { name: now, now }])),
  };
}

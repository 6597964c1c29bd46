import type { Table } from "../../../catalog/catalog.js";

/** Two tables that hold rows of one table of the target: all rows of the twin go to the survivor. */
export interface TwinTables {
  /** As it will be when the merge begins. */
  readonly survivor: Table;
  readonly twin: Table;
  /** The twin's column to the survivor's, for those in common. */
  readonly columns: ReadonlyMap<string, string>;
  /** The survivor's column that tells which of two rows is newer. */
  readonly newest: string | undefined;
  /** Where the survivor goes when the twin makes room, and its columns' new names; absent when it stays. */
  readonly goal?: Goal | undefined;
}

/** The name and column names that a table gets. */
export interface Goal {
  readonly schema: string;
  readonly name: string;
  readonly rename: ReadonlyMap<string, string>;
}

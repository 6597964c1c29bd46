import type { Table } from "../../catalog/catalog.js";

/** One of several tables whose rows belong in one table of the target. */
export interface TwinSource {
  readonly table: Table;
  /** Its old column names to the target's, for those that change. */
  readonly rename: ReadonlyMap<string, string>;
  /** Whether another table of the target gets the old name, so that no view can stay there. */
  readonly isNameTaken?: boolean;
}

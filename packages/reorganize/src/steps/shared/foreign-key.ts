import type { Constraint, Table } from "../../catalog/catalog.js";

/** A foreign key and the table that has it. */
export interface ForeignKey {
  readonly table: Table;
  readonly key: Constraint;
}

import type { Column, Constraint, Table } from "../catalog/catalog.js";
import type { Query, Read } from "./query.js";

/** Which rows of a target table come from which rows of a source, with all that follows from its query. */
export interface Projection {
  readonly name: string;
  /** Whether it leads from tables of the target to a source: the way back of another. */
  readonly back: boolean;
  readonly to: Table;
  /** Columns of the primary key of `to`; the query gives them all. */
  readonly key: readonly Column[];
  readonly query: Query;
  /** The columns of `to` that the query gives, in its order. */
  readonly columns: readonly Given[];
  /** What the query says of its rows. */
  readonly remarks: readonly Remark[];
  /** Types of the parts of a unit. */
  readonly unitTypes: readonly string[];
  /** Foreign keys that the table does not have, and its rows are to keep. */
  readonly refersTo: readonly Constraint[];
  /** Columns that are null as long as the row that they refer to is not there. */
  readonly late: readonly string[];
  /** Settings under which its rows are written. */
  readonly settings: Readonly<Record<string, string>>;
  /** Per place in its FROM the table that is read, and which of its columns. */
  readonly sources: readonly Source[];
}

/** A column that a query gives. */
export interface Given {
  readonly name: string;
  /** Type of the query's value, which may be another than the table's. */
  readonly type: string;
}

export interface Source {
  readonly read: Read;
  readonly table: Table;
  readonly columns: readonly string[];
  /** Whether values of all these columns can be compared. */
  readonly comparable: boolean;
}

/**
 * Columns that a query may have beside those of its target:
 * - `_repaired` (text[]): what was changed in the row, and why; null or empty where nothing was
 * - `_left_out` (text): why the row is not to be in the target; null where it is
 * - `_rule` (text): by which rule the row is in this table and no other
 */
export const remarkTypes = { _repaired: "text[]", _left_out: "text", _rule: "text" } as const;

export type Remark = keyof typeof remarkTypes;

/** Whether a column of a query is a remark. */
export function isRemark(name: string): name is Remark {
  return Object.hasOwn(remarkTypes, name);
}

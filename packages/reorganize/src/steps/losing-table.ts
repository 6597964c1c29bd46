import type { LossReason } from "../plan/loss.js";
import type { Source } from "../plan/plan.js";

/** A table that rows may leave, and how to count them where none has left yet. */
export interface LosingTable {
  /** `schema.table` of the target. */
  readonly table: string;
  /** Why rows may leave it. */
  readonly reasons: readonly Omit<LossReason, "rows">[];
  /**
   * SQL that counts in the database as it is before the first step: a row for each reason with the
   * number of its rows, and one without a reason with the number of all.
   */
  readonly countSql: (before: Before) => string;
}

/** The database before the first step. */
export interface Before {
  /** What becomes of its tables. */
  readonly sources: readonly Source[];
  /** SQL of a row of the table of that name: its columns with their types; undefined when there is none. */
  readonly typeOf: (table: string, column: string) => string | undefined;
  /** Tables of which it is known by now that no row leaves them. */
  readonly whole: ReadonlySet<string>;
}

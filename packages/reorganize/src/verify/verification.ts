import type { Stage } from "../ledger/plan.js";
import type { Problem } from "../plan/problem.js";
import type { ProjectionsVerification } from "./projections/projections-verification.js";

/** What was found out about a reorganized database. It holds keys of rows, never values of other columns. */
export interface Verification {
  /** How far the reorganization is; only rows are compared before it is applied. */
  readonly stage: Stage;
  readonly tables: readonly TableVerification[];
  /** Tables whose rows are on their way into another one just now, and so are in both. */
  readonly merging: readonly string[];
  /** Rows that change shape; absent where none do, or before the plan is applied. */
  readonly shapes?: ProjectionsVerification;
  /** Everything else that is not as it should be. */
  readonly problems: readonly Problem[];
  /** What others have made since; nothing is wrong with it. */
  readonly notes: readonly Problem[];
  readonly ok: boolean;
}

/** The rows of one table, and of all tables that became part of it. */
export interface TableVerification {
  /** `schema.table` of each source, with the rows that it had. */
  readonly sources: readonly { readonly table: string; readonly rows: number }[];
  /** Where the rows are now. */
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** Rows of which a value was repaired; the originals are kept. */
  readonly repaired: number;
  /** Rows in quarantine. */
  readonly quarantined: number;
  /** Rows that the table has now, and those that it should have. */
  readonly now: number;
  readonly expected: number;
  /** Columns whose contents differ, under the names of the target. */
  readonly differing: readonly string[];
  /** The first rows that differ. */
  readonly rows: readonly DifferingRow[];
  readonly ok: boolean;
}

/**
 * A row that differs: changed by a write that was not captured, missing, or more than there should be. "among"
 * says that one or more of the named rows differ, and cannot say which.
 */
export interface DifferingRow {
  readonly how: "changed" | "missing" | "extra" | "among";
  /** Keys as text, the parts of a composite one in their order; null when it is not known. */
  readonly keys: readonly (readonly string[] | null)[];
}

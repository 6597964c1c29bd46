import type { Class } from "../../projection/account.js";
import type { Difference } from "../../projection/compare-sql.js";

/** What was found out about rows that change shape, all of it of one moment. It holds keys, never other values. */
export interface ProjectionsVerification {
  readonly projections: readonly ProjectionVerification[];
  readonly accounts: readonly Account[];
  /** Rows of target tables that no projection has made: programs have. */
  readonly own: readonly { readonly table: string; readonly rows: number }[];
  readonly ok: boolean;
}

/** The rows of one projection, compared with what its query says. */
export interface ProjectionVerification {
  readonly name: string;
  readonly from: readonly string[];
  readonly to: string;
  /** Rows of the target that it has made. */
  readonly rows: number;
  /** How rows differ; none where all is equal. */
  readonly differing: readonly DifferingRows[];
  /** Units that raise an error and are in no quarantine. */
  readonly failing: number;
  /** "whole": the query as it was written, in one pass. "in batches": without the units in quarantine, which it fails on. */
  readonly compared: "whole" | "in batches";
  readonly ok: boolean;
}

export interface DifferingRows {
  readonly how: Difference;
  readonly rows: number;
  /** The columns that differ, with the number of rows in which they do. */
  readonly columns: readonly { readonly column: string; readonly rows: number }[];
  /** Keys of the first few as text; null where it may be a secret. */
  readonly keys: readonly (readonly string[] | null)[];
}

/** What has become of the rows of one source table: each is in one class. */
export interface Account {
  readonly table: string;
  readonly rows: number;
  readonly classes: Readonly<Record<Class, number>>;
  /** Rows that are not as the query says, or in no target, by why. */
  readonly reasons: readonly {
    readonly class: Class;
    readonly reason: string;
    readonly rows: number;
  }[];
  /** Rows by the rule that placed them, where the query says one. */
  readonly rules: readonly { readonly rule: string; readonly rows: number }[];
  /** Keys of the first few rows that nothing says anything of; null where a key may be a secret. */
  readonly unaccounted: readonly (readonly string[] | null)[];
}

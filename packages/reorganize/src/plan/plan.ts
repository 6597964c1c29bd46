import type { Step } from "./step.js";

/**
 * A plan is data: everything that `apply` and `rollback` do is written in it, and nothing else is done.
 * It holds no row of the database and no secret.
 */
export interface Plan {
  readonly format: 1;
  /** Name of the database the plan was made for. */
  readonly database: string;
  /** Fingerprint of the schema that the plan was made from; `apply` refuses any other. */
  readonly source: string;
  /** Fingerprint of the definitions (migration files) the plan leads to. */
  readonly target: string;
  readonly steps: readonly Step[];
  readonly sources: readonly Source[];
  readonly decisions: readonly Decision[];
  /** Objects that are not ours and stay as they are. */
  readonly untouched: readonly Untouched[];
  /** What programs on old names lose, and other things to know before anyone applies this. */
  readonly warnings: readonly string[];
}

/** What becomes of one table of the source. */
export interface Source {
  /** `schema.table` before. */
  readonly from: string;
  /** `schema.table` after; absent when it is set aside whole. */
  readonly to?: string;
  /** Old column name to new one, for those that change. */
  readonly columns: Readonly<Record<string, string>>;
  /** Whether its rows join those of another source of the same target. */
  readonly merged: boolean;
  readonly rows: number;
}

/** One decision of the mapping, and where it was applied. */
export interface Decision {
  readonly on: string;
  readonly rule: string;
  readonly effect: string;
}

/** An object that stays as it is, and why. */
export interface Untouched {
  readonly object: string;
  readonly why: string;
}

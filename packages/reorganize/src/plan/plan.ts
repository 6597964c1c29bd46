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

/** The kinds of steps, in the order in which a reorganization runs them. */
export const stepKinds = [
  "prepare",
  "move",
  "merge",
  "repair",
  "convert",
  "reshape",
  "seed",
  "record",
  "rights",
] as const;
export type StepKind = (typeof stepKinds)[number];

/** One change with its terms. Steps run in the order of the plan, and are undone in reverse. */
export interface Step {
  /** Unique in the plan, such as `move cyrex.agents`. */
  readonly id: string;
  readonly kind: StepKind;
  /** One sentence for people. */
  readonly title: string;
  /** The table that is changed, as `schema.table`; absent for schemas, functions and the like. */
  readonly table?: string;
  readonly forward: Run;
  /** What undoes it, in this order; also when `forward` had only begun. Empty: nothing to undo. */
  readonly inverse: readonly Run[];
  /** SQL that drops what only served programs not yet changed, such as a view at an old name; `finalize` runs it. */
  readonly finish?: readonly string[];
  /** The strongest lock it takes, by PostgreSQL's name, or "none". */
  readonly lock: string;
  readonly hazards: readonly string[];
  /** Rows it reads or writes, estimated from statistics. */
  readonly rows: number;
  /** Seconds it may take, estimated. */
  readonly seconds: number;
}

/** How statements are sent. */
export type Run = Transaction | Batches | Alone;

/** Statements that commit together with their journal row. */
export interface Transaction {
  readonly how: "transaction";
  readonly sql: readonly string[];
  /** Triggers and foreign keys stay silent (session_replication_role = replica). */
  readonly silent?: boolean;
  /** It scans a table under a lock that lets others work, and so may take as long as it needs. */
  readonly patient?: boolean;
  /** A step to run again when rows written meanwhile break the rule, before this is tried again. */
  readonly repairedBy?: string;
}

/**
 * A walk in batches. Each batch commits together with the cursor it reached, so a killed run goes on
 * behind the last one. The statement takes the cursor (jsonb, null at first) as $1 and the number of
 * rows as $2, and returns one row: the next cursor, null at the end, and how many rows it handled.
 */
export interface Batches {
  readonly how: "batches";
  readonly first: string;
  readonly next: string;
  readonly silent?: boolean;
}

/**
 * One statement that PostgreSQL refuses in a transaction. It may have been cut off anywhere, so it is
 * preceded by what removes a half-made result and followed by a question whether it is done.
 */
export interface Alone {
  readonly how: "alone";
  readonly sql: string;
  /** Returns one row with a boolean `done`; asked before and after. */
  readonly isDone: string;
  /** Run first when it is not done. */
  readonly cleanUp?: string;
  readonly repairedBy?: string;
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

/** What tells one step from all others of its plan. */
export interface StepId {
  /** The kind of step, as its folder is called. */
  readonly kind: string;
  /** What is done, such as `move`. */
  readonly action: string;
  /** What it is done to, such as `public.agents`. */
  readonly on?: string;
  /** Which of several that do the same to it. */
  readonly part?: string;
}

/** What a step's sentences name: objects and numbers, never a value of a row. */
export type Detail = string | number | boolean | null | readonly Detail[] | Details;
export interface Details {
  readonly [name: string]: Detail | undefined;
}

/** What may go wrong for programs, as data; the step's kind has the sentence. */
export interface Hazard extends Details {
  /** Unique among the hazards of its kind. */
  readonly code: string;
  /** `schema.table`, for hazards about one. */
  readonly table?: string;
  readonly columns?: readonly string[];
}

/** One change with its terms. Steps run in the order of the plan, and are undone in reverse. */
export interface Step {
  readonly id: StepId;
  /** What its title names beside its id; its kind has the sentence. */
  readonly about?: Details;
  /** The table that is changed, as `schema.table`; absent for schemas, functions and the like. */
  readonly table?: string;
  readonly forward: Run;
  /** What undoes it, in this order; also when `forward` had only begun. Empty: nothing to undo. */
  readonly inverse: readonly Run[];
  /** SQL that drops what only served programs not yet changed, such as a compatibility view; `finalize` runs it. */
  readonly finish?: readonly string[];
  /** The strongest lock it acquires, by PostgreSQL's name, or "none". */
  readonly lock: string;
  readonly hazards: readonly Hazard[];
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
  readonly scans?: boolean;
  /** A step to run again when rows written meanwhile violate the rule, before this is tried again. */
  readonly repairedBy?: StepId;
}

/**
 * A backfill in batches. Each batch commits together with the cursor it reached, so a killed run goes on
 * behind the last one. The statement takes the cursor (jsonb, null at first) as $1 and the number of
 * rows as $2, and returns one row: the next cursor, null at the end, and how many rows it handled.
 */
export interface Batches {
  readonly how: "batches";
  readonly first: string;
  readonly next: string;
  readonly silent?: boolean;
  readonly repairedBy?: StepId;
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
  /** Both run CONCURRENTLY: nobody queues behind them, so they may wait long for a lock. */
  readonly concurrent?: boolean;
  readonly repairedBy?: StepId;
}

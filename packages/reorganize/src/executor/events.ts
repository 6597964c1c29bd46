import type { Blocker } from "@deepiri/database/session";
import type { Step } from "../plan/step.js";

/** A table whose rows are being counted before the first step. */
export interface Counting {
  readonly kind: "counting";
  /** `schema.table`. */
  readonly table: string;
  readonly position: number;
  readonly of: number;
}

/** What happens while steps run. */
export type StepEvent =
  | Counting
  | { readonly kind: "begun"; readonly step: Step; readonly position: number; readonly of: number }
  /** Rows that the step has handled so far, those of an earlier run included. */
  | { readonly kind: "rows"; readonly step: Step; readonly rows: number }
  | { readonly kind: "ended"; readonly step: Step; readonly milliseconds: number }
  /** It waits for locks that these hold; told every two seconds. */
  | {
      readonly kind: "waiting";
      readonly step: Step;
      readonly blockers: readonly Blocker[];
      readonly waitedMs: number;
    }
  /** An attempt met a lock of another session, was rolled back, and will be made again unless there were too many. */
  | { readonly kind: "conflict"; readonly step: Step }
  /** The server went away; whatever became of the statement under way is read from the journal. */
  | { readonly kind: "reconnecting" };

export interface WorkOptions {
  /** Called with what happens; a step is over once the promise for its end is. */
  readonly onEvent?: ((event: StepEvent) => void | Promise<void>) | undefined;
  /** Rows of one batch; 2000 if left out. */
  readonly batchSize?: number | undefined;
  /** Aborting stops at the next safe point, from which the next run goes on. */
  readonly signal?: AbortSignal | undefined;
}

export const defaultBatchSize = 2_000;

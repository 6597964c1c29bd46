import { type JournalRow, journalSql, readJournal, stageSql } from "../ledger/journal.js";
import type { Plan, Step } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import type { Counting } from "../verify/baseline.js";
import { sendRun } from "./send-run.js";
import { withReconnect } from "./with-reconnect.js";

/** What is told while steps run. */
export type StepEvent =
  /** Before the first step. */
  | Counting
  | { readonly kind: "begun"; readonly step: Step; readonly position: number; readonly of: number }
  /** Rows that the step has handled so far, those of an earlier run included. */
  | { readonly kind: "rows"; readonly step: Step; readonly rows: number }
  | { readonly kind: "ended"; readonly step: Step; readonly milliseconds: number }
  /** The server went away; whatever became of the statement under way is read from the journal. */
  | { readonly kind: "reconnecting" };

export interface WorkOptions {
  readonly onEvent?: ((event: StepEvent) => void) | undefined;
  /** Rows of one batch; 2000 if left out. */
  readonly batchSize?: number | undefined;
  /** Aborting stops at the next safe place, which the next run goes on from. */
  readonly signal?: AbortSignal | undefined;
}

export const defaultBatchSize = 2_000;

/**
 * Runs every step of the plan that the journal does not say is done, in order. The journal and the
 * plan are in the database already.
 */
export async function applySteps(
  session: Session,
  plan: Pick<Plan, "steps">,
  options: WorkOptions = {},
): Promise<void> {
  await withReconnect(session, options, async (heard) => {
    const journal = await readJournal(session);
    for (const [index, step] of plan.steps.entries()) {
      options.signal?.throwIfAborted();
      await applyStep(session, plan, index, journal.get(step.id), heard);
    }
    await session.transaction("mark the plan as applied", [stageSql("applied")]);
  });
}

async function applyStep(
  session: Session,
  plan: Pick<Plan, "steps">,
  index: number,
  row: JournalRow | undefined,
  options: WorkOptions,
): Promise<void> {
  if (row?.state === "done") return;
  const step = plan.steps[index] as Step;
  const { onEvent = () => {} } = options;
  const begin = performance.now();
  onEvent({ kind: "begun", step, position: index + 1, of: plan.steps.length });
  await sendStep(session, plan, step, row, options);
  onEvent({ kind: "ended", step, milliseconds: performance.now() - begin });
}

async function sendStep(
  session: Session,
  plan: Pick<Plan, "steps">,
  step: Step,
  row: JournalRow | undefined,
  options: WorkOptions,
): Promise<void> {
  const { onEvent = () => {} } = options;
  let handled = row?.rows ?? 0;
  await sendRun(session, step.id, step.forward, {
    record: {
      ended: (rows) => journalSql(step.id, { state: "done", rows }),
      reached: (cursor, rows) => journalSql(step.id, { state: "begun", cursor, rows }),
    },
    cursor: row?.cursor ?? null,
    batchSize: options.batchSize ?? defaultBatchSize,
    onRows: (rows) => {
      handled += rows;
      onEvent({ kind: "rows", step, rows: handled });
    },
    // The same step from its start: what it has repaired before it passes over.
    repair: async (id) => {
      const repairing = plan.steps.find((one) => one.id === id);
      if (repairing) await sendStep(session, plan, repairing, undefined, options);
    },
    signal: options.signal,
  });
}

import type { Plan, Step } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import { lostConnection } from "../session/sql-state.js";
import { type JournalRow, journalSql, readJournal, stageSql } from "./journal.js";
import { sendRun } from "./run.js";

/** What is told while steps run. */
export type StepEvent =
  | { readonly kind: "begun"; readonly step: Step; readonly position: number; readonly of: number }
  /** Rows that the step has handled so far, those of an earlier run included. */
  | { readonly kind: "rows"; readonly step: Step; readonly rows: number }
  | { readonly kind: "ended"; readonly step: Step; readonly milliseconds: number }
  | { readonly kind: "reconnecting"; readonly step: Step };

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
 * plan are in the database already. When the connection is lost, whatever became of the statement
 * under way is read from the journal on a new one.
 */
export async function applySteps(
  session: Session,
  plan: Plan,
  options: WorkOptions = {},
): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    options.signal?.throwIfAborted();
    await whileConnected(session, step, options, () => applyStep(session, plan, index, options));
  }
  await session.transaction("mark the plan as applied", [stageSql("applied")]);
}

/** Runs `body` again, from what the journal says, each time the connection is lost. */
export async function whileConnected(
  session: Session,
  step: Step,
  { onEvent = () => {} }: WorkOptions,
  body: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      return await body();
    } catch (error) {
      if (!lostConnection(error)) throw error;
      onEvent({ kind: "reconnecting", step });
      await session.reconnect();
    }
  }
}

async function applyStep(
  session: Session,
  plan: Plan,
  index: number,
  options: WorkOptions,
): Promise<void> {
  const step = plan.steps[index] as Step;
  const row = (await readJournal(session)).get(step.id);
  if (row?.state === "done") return;
  const { onEvent = () => {} } = options;
  const begin = performance.now();
  onEvent({ kind: "begun", step, position: index + 1, of: plan.steps.length });
  await sendStep(session, plan, step, row, options);
  onEvent({ kind: "ended", step, milliseconds: performance.now() - begin });
}

async function sendStep(
  session: Session,
  plan: Plan,
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

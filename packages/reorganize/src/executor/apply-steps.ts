import { type JournalRow, journalSql, readJournal, stageSql } from "../ledger/journal.js";
import { stepKey } from "../ledger/step-key.js";
import type { Plan } from "../plan/plan.js";
import type { Step } from "../plan/step.js";
import type { Session } from "../session/session.js";
import { defaultBatchSize, type WorkOptions } from "./events.js";
import { sendRun } from "./send-run.js";
import { withReconnect } from "./with-reconnect.js";

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
      await applyStep(session, plan, index, journal.get(stepKey(step.id)), heard);
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
  const key = stepKey(step.id);
  let handled = row?.rows ?? 0;
  await sendRun(session, key, step.forward, {
    record: {
      ended: (rows) => journalSql(key, { state: "done", rows }),
      reached: (cursor, rows) => journalSql(key, { state: "begun", cursor, rows }),
    },
    cursor: row?.cursor ?? null,
    batchSize: options.batchSize ?? defaultBatchSize,
    onRows: (rows) => {
      handled += rows;
      onEvent({ kind: "rows", step, rows: handled });
    },
    // The same step from its start: what it has repaired before it passes over.
    repair: async (id) => {
      const repairing = plan.steps.find((one) => stepKey(one.id) === stepKey(id));
      if (repairing) await sendStep(session, plan, repairing, undefined, options);
    },
    signal: options.signal,
  });
}

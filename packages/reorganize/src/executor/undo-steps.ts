import {
  forgetSql,
  type JournalRow,
  journalSql,
  readJournal,
  stageSql,
} from "../ledger/journal.js";
import { stepKey } from "../ledger/step-key.js";
import type { Plan } from "../plan/plan.js";
import type { Run, Step } from "../plan/step.js";
import type { Session } from "../session/session.js";
import { defaultBatchSize, type WorkOptions } from "./events.js";
import { sendRun } from "./send-run.js";
import { withReconnect } from "./with-reconnect.js";

/**
 * Undoes every step that the journal knows, latest first, also one that was cut off half way. Driven
 * by the journal alone, so it can be killed and begun again like apply.
 */
export async function undoSteps(
  session: Session,
  plan: Pick<Plan, "steps">,
  options: WorkOptions = {},
): Promise<void> {
  await withReconnect(session, options, async (heard) => {
    await session.transaction("begin to undo", [stageSql("undoing")]);
    const journal = await readJournal(session);
    for (const [index, step] of [...plan.steps.entries()].reverse()) {
      options.signal?.throwIfAborted();
      const row = journal.get(stepKey(step.id));
      if (row) await undoStep(session, plan, index, row, heard);
    }
  });
}

async function undoStep(
  session: Session,
  plan: Pick<Plan, "steps">,
  index: number,
  row: JournalRow,
  options: WorkOptions,
): Promise<void> {
  const step = plan.steps[index] as Step;
  const { onEvent = () => {} } = options;
  const begin = performance.now();
  onEvent({ kind: "begun", step, position: plan.steps.length - index, of: plan.steps.length });
  await sendInverse(session, step, row, options);
  onEvent({ kind: "ended", step, milliseconds: performance.now() - begin });
}

async function sendInverse(
  session: Session,
  step: Step,
  row: JournalRow,
  options: WorkOptions,
): Promise<void> {
  const { onEvent = () => {} } = options;
  const key = stepKey(step.id);
  const undoing = row.state === "undoing";
  let handled = 0;
  for (let run = undoing ? row.run : 0; run < step.inverse.length; run += 1) {
    const last = run === step.inverse.length - 1;
    await sendRun(session, `undo ${key}`, step.inverse[run] as Run, {
      record: {
        ended: () => (last ? forgetSql(key) : journalSql(key, { state: "undoing", run: run + 1 })),
        reached: (cursor) => journalSql(key, { state: "undoing", run, cursor }),
      },
      cursor: undoing && run === row.run ? row.cursor : null,
      batchSize: options.batchSize ?? defaultBatchSize,
      onRows: (rows) => {
        handled += rows;
        onEvent({ kind: "rows", step, rows: handled });
      },
      repair: async () => {},
      signal: options.signal,
    });
  }
  if (step.inverse.length === 0) await session.transaction(`undo ${key}`, [forgetSql(key)]);
}

import { forgetSql, type JournalRow, journalSql } from "../ledger/journal.js";
import { stepKey } from "../ledger/step-key.js";
import type { Step, StepId } from "../plan/step.js";
import type { Session } from "../session/session.js";
import { defaultBatchSize, type WorkOptions } from "./events.js";
import { type Records, type RunOptions, sendRun } from "./send-run.js";

/**
 * Sends what a step does, from where the journal says that it was cut off.
 *
 * @param steps all of the plan; one may have to run again before this one's rule holds
 * @param row what the journal says of it; undefined to run it from its start
 */
export async function sendForward(
  session: Session,
  steps: readonly Step[],
  step: Step,
  row: JournalRow | undefined,
  options: WorkOptions,
): Promise<void> {
  const key = stepKey(step.id);
  await sendRun(session, key, step.forward, {
    ...common(step, row?.rows ?? 0, options),
    cursor: row?.cursor ?? null,
    record: forwardRecords(step),
    // The same step from its start: what it has repaired before it passes over.
    repair: async (id: StepId) => {
      const repairing = steps.find((one) => stepKey(one.id) === stepKey(id));
      if (repairing) await sendForward(session, steps, repairing, undefined, options);
    },
  });
}

/** Sends what undoes a step, from where the journal says that it was cut off. */
export async function sendInverse(
  session: Session,
  step: Step,
  row: JournalRow,
  options: WorkOptions,
): Promise<void> {
  const key = stepKey(step.id);
  const begun = row.state === "undoing" ? row : undefined;
  const shared = common(step, 0, options);
  for (const [run, what] of step.inverse.entries()) {
    if (run < (begun?.run ?? 0)) continue;
    await sendRun(session, `undo ${key}`, what, {
      ...shared,
      cursor: run === begun?.run ? begun.cursor : null,
      record: inverseRecords(step, run),
      repair: async () => {},
    });
  }
  if (step.inverse.length === 0) await session.transaction(`undo ${key}`, [forgetSql(key)]);
}

/** SQL that records how far a step is. */
export function forwardRecords({ id }: Pick<Step, "id">): Records {
  const key = stepKey(id);
  return {
    ended: (rows) => journalSql(key, { state: "done", rows }),
    reached: (cursor, rows) => journalSql(key, { state: "begun", cursor, rows }),
  };
}

/** SQL that records how far that run of what undoes a step is. */
export function inverseRecords(
  { id, inverse }: Pick<Step, "id" | "inverse">,
  run: number,
): Records {
  const key = stepKey(id);
  return {
    ended: () =>
      run === inverse.length - 1
        ? forgetSql(key)
        : journalSql(key, { state: "undoing", run: run + 1 }),
    reached: (cursor) => journalSql(key, { state: "undoing", run, cursor }),
  };
}

function common(
  step: Step,
  handledBefore: number,
  { batchSize = defaultBatchSize, signal, onEvent }: WorkOptions,
): Pick<RunOptions, "batchSize" | "signal" | "onRows"> {
  let handled = handledBefore;
  return {
    batchSize,
    signal,
    onRows: (rows) => {
      handled += rows;
      onEvent?.({ kind: "rows", step, rows: handled });
    },
  };
}

import { stageSql } from "../ledger/plan.js";
import { stepKey } from "../ledger/step-key.js";
import type { Run, Step } from "../plan/step.js";
import type { Session } from "../session/session.js";
import { inverseRecords } from "./send-step.js";
import { sendTogether, type Task } from "./send-together.js";
import { undoSteps } from "./undo-steps.js";

/** Undoes steps on a scratch copy, on which all of them are done, in few messages; where one fails, one by one. */
export async function undoTogether(session: Session, steps: readonly Step[]): Promise<void> {
  await session.transaction("begin to undo", [stageSql("undoing")]);
  const isDone = await sendTogether(session, steps.toReversed().flatMap(tasksOf));
  if (!isDone) await undoSteps(session, { steps });
}

const nothing: Run = { how: "transaction", sql: [] };

function tasksOf({ id, inverse }: Step): Task[] {
  const runs = inverse.length > 0 ? inverse : [nothing];
  return runs.map((run, at) => ({
    name: `undo ${stepKey(id)}`,
    run,
    record: inverseRecords({ id, inverse: runs }, at),
  }));
}

import { stageSql } from "../ledger/plan.js";
import { stepKey } from "../ledger/step-key.js";
import type { Step } from "../plan/step.js";
import type { Session } from "../session/session.js";
import { applySteps } from "./apply-steps.js";
import type { StepEvent } from "./events.js";
import { forwardRecords } from "./send-step.js";
import { sendTogether } from "./send-together.js";

/**
 * Does the last of these steps on a scratch copy, on which those before them are done, in few messages. Where one
 * fails, those that are not done go as they do when they are applied: one by one, with what repairs them.
 *
 * @param next how many of them
 * @param last SQL that is done at the end of a step, if any
 */
export async function applyTogether(
  session: Session,
  steps: readonly Step[],
  next: number,
  last: (step: Step) => readonly string[],
): Promise<void> {
  const tasks = steps.slice(-next).map((step) => ({
    name: stepKey(step.id),
    run: step.forward,
    record: forwardRecords(step),
    last: last(step),
  }));
  if (await sendTogether(session, tasks)) {
    await session.query(stageSql("applied"));
    return;
  }
  const onEvent = async (event: StepEvent): Promise<void> => {
    if (event.kind === "ended") for (const sql of last(event.step)) await session.query(sql);
  };
  await applySteps(session, { steps }, { onEvent });
}

import { readJournal } from "../ledger/journal.js";
import { stageSql } from "../ledger/plan.js";
import { stepKey } from "../ledger/step-key.js";
import type { Plan } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import type { WorkOptions } from "./events.js";
import { sendForward } from "./send-step.js";
import { withReconnect } from "./with-reconnect.js";
import { withStepEvents } from "./with-step-events.js";

/**
 * Runs every step of the plan that the journal does not say is done, in order. The journal and the
 * plan are in the database already.
 */
export async function applySteps(
  session: Session,
  { steps }: Pick<Plan, "steps">,
  options: WorkOptions = {},
): Promise<void> {
  await withReconnect(session, options, async (current) => {
    const journal = await readJournal(session);
    for (const [index, step] of steps.entries()) {
      options.signal?.throwIfAborted();
      const row = journal.get(stepKey(step.id));
      if (row?.state === "done") continue;
      await withStepEvents(session, step, { position: index + 1, of: steps.length }, current, () =>
        sendForward(session, steps, step, row, current),
      );
    }
    await session.transaction("mark the plan as applied", [stageSql("applied")]);
  });
}

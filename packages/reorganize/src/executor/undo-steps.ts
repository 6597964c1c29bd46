import { readJournal } from "../ledger/journal.js";
import { stageSql } from "../ledger/plan.js";
import { stepKey } from "../ledger/step-key.js";
import type { Plan } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import type { WorkOptions } from "./events.js";
import { sendInverse } from "./send-step.js";
import { withReconnect } from "./with-reconnect.js";
import { withStepEvents } from "./with-step-events.js";

/**
 * Undoes every step that the journal knows, latest first, also one that was cut off half way. Driven
 * by the journal alone, so it can be killed and begun again like apply.
 */
export async function undoSteps(
  session: Session,
  { steps }: Pick<Plan, "steps">,
  options: WorkOptions = {},
): Promise<void> {
  await withReconnect(session, options, async (current) => {
    await session.transaction("begin to undo", [stageSql("undoing")]);
    const journal = await readJournal(session);
    for (const [index, step] of [...steps.entries()].reverse()) {
      options.signal?.throwIfAborted();
      const row = journal.get(stepKey(step.id));
      if (!row) continue;
      const position = steps.length - index;
      await withStepEvents(session, step, { position, of: steps.length }, current, () =>
        sendInverse(session, step, row, current),
      );
    }
  });
}

import type { Target } from "../catalog/with-target.js";
import { applySteps } from "../executor/apply-steps.js";
import { beginJournal } from "../ledger/journal.js";
import type { Mapping } from "../plan/mapping.js";
import type { Source } from "../plan/plan.js";
import type { Step } from "../plan/step.js";
import type { Session } from "../session/session.js";
import type { Rehearsal } from "../steps/rehearsal.js";
import { replacePlaceholders, takePlaces } from "../steps/stage/places.js";
import { settle } from "../steps/stage/settle.js";
import { mendRows, takeShape } from "../steps/stage/shape.js";

/** What is to be done, and what it makes of each table. */
export interface PlannedSteps {
  readonly steps: readonly Step[];
  readonly sources: readonly Source[];
}

/**
 * Makes the steps that bring the schema of a database to the target, by doing each of them on a
 * scratch copy: what comes next is read from PostgreSQL's catalog, never guessed. The copy ends at
 * the target and keeps the journal of all steps, so undoing them can be rehearsed on it as well.
 *
 * @param copy a session on the scratch copy; its database is changed
 */
export async function planSteps(
  copy: Session,
  target: Target,
  mapping: Mapping,
): Promise<PlannedSteps> {
  const [steps, sources]: [Step[], Source[]] = [[], []];
  const rehearsal: Rehearsal = {
    copy,
    target,
    mapping,
    ours: new Set(target.owners.keys()),
    perform: async (next) => {
      steps.push(...next);
      await applySteps(copy, { steps });
    },
    become: (next) => sources.push(...next),
  };
  await beginJournal(copy, {}, "rehearsal");
  const views = await takePlaces(rehearsal);
  await mendRows(rehearsal);
  await takeShape(rehearsal, views);
  await replacePlaceholders(rehearsal);
  await settle(rehearsal);
  return { steps, sources };
}

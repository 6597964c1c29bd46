import type { WorkOptions } from "../apply/apply.js";
import { readUnderway } from "../apply/journal.js";
import { type Leftover, removeOwnSchema } from "../apply/own-schema.js";
import { RefusedError } from "../apply/refused-error.js";
import { whileConnected } from "../apply/while-connected.js";
import type { Plan } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import { asSoleReorganizer } from "../session/sole-reorganizer.js";
import { endWatch } from "../verify/watch.js";
import { undoSteps } from "./undo-steps.js";

/** What a rollback could not put back, and where it lies. */
export interface RolledBack {
  readonly left: readonly Leftover[];
}

/**
 * Brings the database back to where it was, rows written since included, from the plan and the journal
 * that are in it; no file is needed. Cut off anywhere, the next rollback goes on. Our own schema goes
 * with it, but for rows that found no place.
 *
 * @throws RefusedError when there is nothing to undo, or a finalize has begun
 */
export async function rollBack(session: Session, options: WorkOptions = {}): Promise<RolledBack> {
  return asSoleReorganizer(session, async () => {
    await whileConnected(session, options, async () => {
      await undoSteps(session, await readUndoable(session), options);
      await endWatch(session);
    });
    return {
      left: await whileConnected(session, options, () => removeOwnSchema(session, ["originals"])),
    };
  });
}

/**
 * The plan that can be undone.
 *
 * @throws RefusedError
 */
export async function readUndoable(session: Session): Promise<Plan> {
  const underway = await readUnderway(session);
  if (underway === undefined)
    throw new RefusedError(
      `In ${session.place} no reorganization is under way, so there is nothing to undo.`,
    );
  if (underway.stage === "finalizing")
    throw new RefusedError(
      `In ${session.place} the reorganization is being finalized, and there is no way back from that. ` +
        "End it with: pnpm reorganize finalize",
    );
  return underway.plan as Plan;
}

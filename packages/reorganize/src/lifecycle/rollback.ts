import type { WorkOptions } from "../executor/events.js";
import { undoSteps } from "../executor/undo-steps.js";
import { withReconnect } from "../executor/with-reconnect.js";
import { type Leftover, removeOwnSchema } from "../ledger/own-schema.js";
import { readUnderway } from "../ledger/plan.js";
import type { Plan } from "../plan/plan.js";
import { RefusedError } from "../session/refused-error.js";
import { withReorganizeLock } from "../session/reorganize-lock.js";
import type { Session } from "../session/session.js";
import { endCapture } from "../verify/capture.js";

/** What a rollback could not restore, and where it is. */
export interface RolledBack {
  readonly left: readonly Leftover[];
}

/**
 * Restores the schema that the database had, rows written since included, from the plan and the journal
 * that are in it; no file is needed. Cut off anywhere, the next rollback goes on. Our own schema is
 * dropped with it, but for rows that the old schema cannot hold.
 *
 * @throws RefusedError when there is nothing to undo, or a finalize has begun
 */
export async function rollBack(session: Session, options: WorkOptions = {}): Promise<RolledBack> {
  return withReorganizeLock(session, async () => {
    await withReconnect(session, options, async () => {
      await undoSteps(session, await readUndoable(session), options);
      await endCapture(session);
    });
    return {
      left: await withReconnect(session, options, () => removeOwnSchema(session, ["originals"])),
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
      `In ${session.displayUrl} no reorganization is under way, so there is nothing to undo.`,
    );
  if (underway.stage === "finalizing")
    throw new RefusedError(
      `In ${session.displayUrl} the reorganization is being finalized, so it can no longer be rolled back. End it.`,
      { next: ["finalize"] },
    );
  return underway.plan as Plan;
}

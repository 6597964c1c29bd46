import { codeOf } from "@deepiri/database/session";
import type { RecordDifference } from "../catalog/observer/object-record.js";
import type { WorkOptions } from "../executor/events.js";
import { undoSteps } from "../executor/undo-steps.js";
import { withReconnect } from "../executor/with-reconnect.js";
import { type Leftover, removeOwnSchema } from "../ledger/own-schema.js";
import { readUnderway, type Underway } from "../ledger/plan.js";
import type { LostRule } from "../plan/lost-rule.js";
import type { Plan } from "../plan/plan.js";
import { RefusedError } from "../session/refused-error.js";
import { withReorganizeLock } from "../session/reorganize-lock.js";
import type { Session } from "../session/session.js";
import { endCapture } from "../verify/capture.js";
import { changedObjects } from "../verify/check-foreseen.js";
import type { WrittenRows } from "../verify/projections/outcome.js";
import { type BrokenRule, RowsInTheWayError } from "./errors.js";
import { readWritten } from "./switch.js";

/** What a rollback could not restore, and where it is. */
export interface RolledBack {
  readonly left: readonly Leftover[];
  /** What programs had written to new tables since a switch and the old ones do not have: it is in what is left. */
  readonly written?: readonly WrittenRows[];
  /** Objects that are not as they were when the plan was made. */
  readonly different: readonly RecordDifference[];
}

/**
 * Restores the schema that the database had, rows written since included, from the plan and the journal
 * that are in it; no file is needed. Cut off anywhere, the next rollback goes on. Our own schema is
 * dropped with it, but for rows that the old schema cannot hold.
 *
 * @throws RefusedError when there is nothing to undo, or a finalize has begun
 * @throws RowsInTheWayError when it would end half way
 */
export async function rollBack(session: Session, options: WorkOptions = {}): Promise<RolledBack> {
  return withReorganizeLock(session, async () => {
    const { plan, written } = await withReconnect(session, options, () => admit(session));
    const underway = await withReconnect(session, options, async () => {
      await undoSteps(session, plan, options);
      await endCapture(session);
      return readUnderway(session);
    });
    const left = await withReconnect(session, options, () =>
      removeOwnSchema(session, ["originals"]),
    );
    return {
      left,
      ...(written.length > 0 && { written }),
      different: await withReconnect(session, options, () => differences(session, underway)),
    };
  });
}

async function admit(
  session: Session,
): Promise<{ readonly plan: Plan; readonly written: readonly WrittenRows[] }> {
  const plan = await readUndoable(session);
  const { stage } = (await readUnderway(session)) ?? {};
  const isSwitched = stage === "switched" || stage === "switching";
  return { plan, written: isSwitched ? await readWritten(session, plan) : [] };
}

async function differences(session: Session, underway?: Underway): Promise<RecordDifference[]> {
  const { foreseen } = (underway?.plan as Plan | undefined) ?? {};
  return foreseen ? changedObjects(session, foreseen.before, underway?.roles ?? []) : [];
}

/**
 * The plan that can be undone.
 *
 * @throws RefusedError
 * @throws RowsInTheWayError when rows break a rule that would come back
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
  const plan = underway.plan as Plan;
  // Half way back, tables are no longer what their rules were written for.
  if (underway.stage !== "undoing") await refuseBroken(session, plan);
  return plan;
}

async function refuseBroken(session: Session, { lostRules = [] }: Plan): Promise<void> {
  const broken: BrokenRule[] = [];
  for (const rule of lostRules) {
    const { count, keys } = await readBroken(session, rule);
    if (count > 0) broken.push({ rule, count, keys });
  }
  if (broken.length > 0) throw new RowsInTheWayError(broken);
}

async function readBroken(
  session: Session,
  { broken }: LostRule,
): Promise<Pick<BrokenRule, "count" | "keys">> {
  try {
    const [row] = await session.query<Pick<BrokenRule, "count" | "keys">>(broken);
    return row ?? nothing;
  } catch (error) {
    // Apply has not come so far that the rule is gone, or the values are of no use to it.
    if (/^(22|42)/.test(codeOf(error) ?? "")) return nothing;
    throw error;
  }
}

const nothing = { count: 0, keys: [] };

import { isDependencyError } from "@deepiri/database/session";
import { formatDuration } from "@deepiri/terminal";
import type { Target } from "../catalog/with-target.js";
import type { WorkOptions } from "../executor/events.js";
import { withReconnect } from "../executor/with-reconnect.js";
import { withStepEvents } from "../executor/with-step-events.js";
import { journalSql, readJournal } from "../ledger/journal.js";
import { type Leftover, removeOwnSchema } from "../ledger/own-schema.js";
import { readAppliedForMs, readUnderway, stageSql, type Underway } from "../ledger/plan.js";
import { stepKey } from "../ledger/step-key.js";
import { readUses } from "../ledger/usage.js";
import type { Plan } from "../plan/plan.js";
import { isUnforeseen, type Problem } from "../plan/problem.js";
import type { Step } from "../plan/step.js";
import { StepFailedError } from "../session/errors.js";
import { RefusedError } from "../session/refused-error.js";
import { withReorganizeLock } from "../session/reorganize-lock.js";
import type { Session } from "../session/session.js";
import { endCapture } from "../verify/capture.js";
import { verify } from "../verify/verify.js";
import { checkBackedUp } from "./check-backed-up.js";
import { NotVerifiedError, StillUsedError } from "./errors.js";
import { type Naming, readNaming } from "./read-naming.js";

export interface FinalizeOptions extends WorkOptions {
  /** For how long an old name must have been unused. */
  readonly unusedForMs: number;
  /** The folder of a backup that holds the tables which go; needed where rows change shape. */
  readonly backup?: string | undefined;
  /** To compare the schema with. */
  readonly target?: Target | undefined;
}

/** What is left in our schema, to be looked at and dropped by hand. */
export interface Finalized {
  readonly left: readonly Leftover[];
  /** Objects and rights that are not as the plan foresaw: somebody has changed them since, and they stay so. */
  readonly different: readonly Problem[];
  /** Functions that fail now, for their texts name old names. */
  readonly naming: readonly Naming[];
}

/**
 * Ends a reorganization for good: drops the compatibility views and everything else that a rollback
 * needs, but for rows that are nowhere else. From its first statement on nothing can be rolled back. Cut
 * off anywhere, the next finalize goes on. Where rows change shape, the old tables go with it, once a backup holds
 * them; rows of theirs that are in no new table stay in our schema.
 *
 * @throws RefusedError, StillUsedError, NotVerifiedError before anything is dropped
 */
export async function finalize(session: Session, options: FinalizeOptions): Promise<Finalized> {
  return withReorganizeLock(session, async () => {
    const { plan, different } = await withReconnect(session, options, () =>
      admit(session, options),
    );
    await withReconnect(session, options, async (current) => {
      await session.transaction("begin to finalize", [stageSql("finalizing")]);
      await finishSteps(session, plan, current);
      await endCapture(session);
    });
    const left = await withReconnect(session, options, () => removeOwnSchema(session));
    return { left, different, naming: await readNaming(session, plan) };
  });
}

interface Admitted extends Pick<Finalized, "different"> {
  readonly plan: Plan;
}

async function admit(session: Session, options: FinalizeOptions): Promise<Admitted> {
  const underway = await checkFinalizable(session, options.unusedForMs);
  const plan = underway.plan as Plan;
  if (underway.stage === "finalizing") return { plan, different: [] };
  const found = await verify(session, plan, options.target);
  // Rows, keys, old names and the target's schema are checked beside it.
  const different = found.problems.filter(isUnforeseen);
  const isSound = found.tables.every(({ ok }) => ok) && different.length === found.problems.length;
  if (!isSound || found.shapes?.ok === false) throw new NotVerifiedError(found);
  await checkBackedUp(session, plan, options.backup);
  return { plan, different };
}

/**
 * The reorganization that can be finalized, rows not looked at, or that is being finalized already.
 *
 * @throws RefusedError, StillUsedError
 */
export async function checkFinalizable(session: Session, unusedForMs: number): Promise<Underway> {
  const underway = await readUnderway(session);
  const { displayUrl } = session;
  if (!underway)
    throw new RefusedError(
      `In ${displayUrl} no reorganization is under way, so there is nothing to finalize.`,
    );
  if (underway.stage === "applying" || underway.stage === "undoing")
    throw new RefusedError(
      `In ${displayUrl} the plan is not applied (${underway.stage}), so nothing can be finalized. ` +
        "End that first.",
      { next: [underway.stage === "undoing" ? "rollback" : "apply"] },
    );
  if (underway.stage !== "finalizing") {
    refuseUnswitched(displayUrl, underway);
    await refuseUsed(session, unusedForMs);
  }
  return underway;
}

function refuseUnswitched(displayUrl: string, { stage, plan }: Underway): void {
  if (stage === "switched" || (plan as Plan).projections === undefined) return;
  throw new RefusedError(
    `In ${displayUrl} rows change shape, and programs still count on the old tables. Nothing was dropped. ` +
      "Switch to the new tables first, and have programs use them.",
    { next: ["switch"] },
  );
}

async function refuseUsed(session: Session, unusedForMs: number): Promise<void> {
  const time = formatDuration(unusedForMs);
  const uses = await readUses(session, unusedForMs / 1000);
  if (uses.length > 0) throw new StillUsedError(uses, time);
  const appliedForMs = await readAppliedForMs(session);
  if (appliedForMs < unusedForMs)
    throw new RefusedError(
      `The plan was applied ${formatDuration(appliedForMs)} ago, so it is not known yet whether old names are unused for ${time}. ` +
        `Nothing was dropped. Finalize again in ${formatDuration(unusedForMs - appliedForMs)}, or give a shorter --unused-for.`,
    );
}

async function finishSteps(session: Session, { steps }: Plan, options: WorkOptions): Promise<void> {
  const journal = await readJournal(session);
  const finishing = steps.filter(({ finish = [] }) => finish.length > 0).reverse();
  for (const [index, step] of finishing.entries()) {
    options.signal?.throwIfAborted();
    if (journal.get(stepKey(step.id))?.state !== "done") continue;
    await withStepEvents(
      session,
      step,
      { position: index + 1, of: finishing.length },
      options,
      () => finishStep(session, step),
    );
  }
}

async function finishStep(session: Session, { id, finish = [] }: Step): Promise<void> {
  const key = stepKey(id);
  const name = `finish ${key}`;
  try {
    // It may have rows to keep first.
    await session.transaction(name, [...finish, journalSql(key, { state: "finished" })], {
      scans: true,
    });
  } catch (cause) {
    if (!isDependencyError(cause)) throw cause;
    const { message, detail } = cause as { message: string; detail?: string };
    throw new StepFailedError(
      name,
      [message, detail].filter(Boolean).join(": "),
      "Drop or change what depends on it, then run finalize again.",
      { cause, next: ["finalize"] },
    );
  }
}

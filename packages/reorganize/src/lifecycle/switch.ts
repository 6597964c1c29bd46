import type { Target } from "../catalog/with-target.js";
import type { WorkOptions } from "../executor/events.js";
import { withReconnect } from "../executor/with-reconnect.js";
import { readUnderway, type Stage, stageSql } from "../ledger/plan.js";
import { stepKey } from "../ledger/step-key.js";
import { readVerified, recordVerifiedSql } from "../ledger/verified.js";
import type { Plan } from "../plan/plan.js";
import type { Run, Step } from "../plan/step.js";
import { RefusedError } from "../session/refused-error.js";
import { withReorganizeLock } from "../session/reorganize-lock.js";
import type { Session } from "../session/session.js";
import { outcomeOf, type WrittenRows, writtenSince } from "../verify/projections/outcome.js";
import { verifyProjections } from "../verify/projections/verify-projections.js";
import { verify } from "../verify/verify.js";
import { NotVerifiedError } from "./errors.js";

export interface SwitchOptions extends Pick<WorkOptions, "signal"> {
  /** To compare the schema with. */
  readonly target?: Target | undefined;
}

/** What a switch has come to. */
export interface Switched {
  readonly outcome: "switched" | "already switched";
  /** `schema.table` of the old tables that are read-only now. */
  readonly closed: readonly string[];
  /** Those that stay writable, because they follow the new ones. */
  readonly following: readonly string[];
}

/** What going back has come to. */
export interface SwitchedBack {
  readonly outcome: "switched back" | "not switched";
  /** Old tables that can be written again. */
  readonly opened: readonly string[];
  /** What programs have written to the new tables since, and the old ones do not have; it stays there. */
  readonly written: readonly WrittenRows[];
}

/**
 * Makes the new tables those that count: old ones become read-only for everybody, but for those that follow.
 * First all is verified. Cut off anywhere, the next one goes on, and `switchBack` and rollback undo it.
 *
 * @throws RefusedError, NotVerifiedError before anything is changed
 */
export async function switchOver(session: Session, options: SwitchOptions): Promise<Switched> {
  return withReorganizeLock(session, () =>
    withReconnect(session, options, async () => {
      const { plan, stage } = await readSwitchable(session);
      const { retired = [], steps } = plan;
      const following = retired.filter((one) => one.follows).map(({ table }) => table);
      const closing = closingSteps(plan).filter(({ table = "" }) => !following.includes(table));
      const closed = closing.map(({ table = "" }) => table);
      if (stage === "switched") return { outcome: "already switched", closed, following };
      const found = await verify(session, plan, options.target);
      if (!found.ok || !found.shapes) throw new NotVerifiedError(found, "switched");
      options.signal?.throwIfAborted();
      await session.transaction("begin to switch", [
        recordVerifiedSql("switch", outcomeOf(found.shapes)),
        stageSql("switching"),
      ]);
      for (const { id, finish = [] } of closing) await session.transaction(stepKey(id), finish);
      for (const { id, forward } of steps.filter(isFollowing))
        await session.transaction(stepKey(id), sqlOf(forward));
      await session.transaction("switch", [
        ...steps.filter(isAdvancing).flatMap(({ forward }) => sqlOf(forward)),
        stageSql("switched"),
      ]);
      return { outcome: "switched", closed, following };
    }),
  );
}

/**
 * Makes the old tables those that count again. What programs have written to the new ones since, and the old
 * ones do not have, is counted and stays.
 *
 * @throws RefusedError
 */
export async function switchBack(
  session: Session,
  options: Pick<WorkOptions, "signal"> = {},
): Promise<SwitchedBack> {
  return withReorganizeLock(session, () =>
    withReconnect(session, options, async () => {
      const { plan, stage } = await readSwitchable(session);
      if (stage === "applied") return { outcome: "not switched", opened: [], written: [] };
      const written = await readWritten(session, plan);
      const opening = closingSteps(plan).toReversed();
      await session.transaction("begin to switch back", [stageSql("switching")]);
      for (const { id, inverse } of opening)
        await session.transaction(`undo ${stepKey(id)}`, inverse.flatMap(sqlOf));
      await session.transaction("switch back", [stageSql("applied")]);
      return { outcome: "switched back", opened: opening.map(({ table = "" }) => table), written };
    }),
  );
}

/** What programs have written to the new tables since the switch, and the old ones do not have. */
export async function readWritten(session: Session, plan: Plan): Promise<readonly WrittenRows[]> {
  const before = await readVerified(session, "switch");
  return writtenSince(await verifyProjections(session, plan, true), before);
}

interface Switchable {
  readonly plan: Plan;
  readonly stage: Stage;
}

/**
 * The reorganization under way, which can be switched, to the new tables or back.
 *
 * @throws RefusedError
 */
export async function readSwitchable(session: Session): Promise<Switchable> {
  const underway = await readUnderway(session);
  const { displayUrl } = session;
  if (!underway)
    throw new RefusedError(
      `In ${displayUrl} no reorganization is under way, so there is nothing to switch.`,
      { next: ["plan"] },
    );
  const plan = underway.plan as Plan;
  const { stage } = underway;
  if (stage === "applying" || stage === "undoing" || stage === "finalizing")
    throw new RefusedError(
      `In ${displayUrl} the plan is not applied (${stage}), so nothing can be switched. End that first.`,
      {
        next: [
          { applying: "apply", undoing: "rollback", finalizing: "finalize" }[stage] as "apply",
        ],
      },
    );
  if (!plan.projections)
    throw new RefusedError(
      `In ${displayUrl} no rows change shape, so there is nothing to switch: old names work beside the new ones.`,
      { next: ["finalize", "rollback"] },
    );
  return { plan, stage };
}

function closingSteps({ steps }: Plan): Step[] {
  return steps.filter(({ id }) => id.kind === "project" && id.action === "close");
}

function isAdvancing({ id }: Step): boolean {
  return id.kind === "project" && id.action === "advance";
}

function isFollowing({ id }: Step): boolean {
  return id.kind === "project" && id.action === "after";
}

function sqlOf(run: Run): readonly string[] {
  return run.how === "transaction" ? run.sql : [];
}

import { definitionsFingerprint } from "@deepiri/workspace";
import { readAccess } from "../catalog/access/read-access.js";
import { checkPrivileges } from "../catalog/check-privileges.js";
import { fingerprintSchema } from "../catalog/observer/fingerprint.js";
import { targetDatabase } from "../catalog/target-database.js";
import { applySteps } from "../executor/apply-steps.js";
import type { WorkOptions } from "../executor/events.js";
import { withReconnect } from "../executor/with-reconnect.js";
import { beginJournal } from "../ledger/begin-journal.js";
import { readUnderway, type Underway } from "../ledger/plan.js";
import type { Plan } from "../plan/plan.js";
import { planHash } from "../plan/plan-file.js";
import { RefusedError } from "../session/refused-error.js";
import { withReorganizeLock } from "../session/reorganize-lock.js";
import type { Session } from "../session/session.js";
import { takeBaseline } from "../verify/baseline.js";
import { mend } from "./mend.js";

/** What `applyPlan` found to do. */
export type Applied = "applied" | "already applied" | "mended";

/**
 * Brings the database to where the plan leads, or goes on with what an earlier run of the same plan
 * has begun, while programs use it. No other reorganizer and no migration runs beside it. Lost
 * connections and restarts of the server it survives; `options.signal` stops it between two batches,
 * steps or tables that are counted, from where the next run goes on. Where all is applied, rows that change
 * shape are brought in step again as far as they differ.
 *
 * @throws RefusedError before anything is changed, when the plan does not fit
 */
export async function applyPlan(
  session: Session,
  plan: Plan,
  options: WorkOptions = {},
): Promise<Applied> {
  return withReorganizeLock(session, async () => {
    const stage = await withReconnect(session, options, (current) => begin(session, plan, current));
    if (stage === "applied")
      return (await mend(session, plan, options)) > 0 ? "mended" : "already applied";
    await applySteps(session, plan, options);
    return "applied";
  });
}

async function begin(
  session: Session,
  plan: Plan,
  { signal, onEvent }: WorkOptions,
): Promise<"applied" | "applying"> {
  const underway = await checkPlan(session, plan);
  if (underway?.stage === "applied") return "applied";
  await beginJournal(session, plan, planHash(plan), await rolesNotKnown(session, plan));
  await takeBaseline(session, plan, (counting) => {
    signal?.throwIfAborted();
    onEvent?.(counting);
  });
  return "applying";
}

/** Who came to rights since the plan was made: roles belong to the server, and what of them has changed shows in no schema. */
async function rolesNotKnown(
  session: Session,
  { foreseen, targetDatabase }: Plan,
): Promise<readonly string[]> {
  const known = foreseen?.access.flatMap(({ rights }) => rights.map(({ role }) => role)) ?? [];
  const { roles } = await readAccess(session, targetDatabase);
  return [...roles.keys()].filter((role) => role !== "PUBLIC" && !known.includes(role));
}

/**
 * The run of this very plan that is under way, if there is one. It only reads.
 *
 * @throws RefusedError when the plan does not fit the database or the definitions
 */
export async function checkPlan(session: Session, plan: Plan): Promise<Underway | undefined> {
  const underway = await readUnderway(session);
  if (underway === undefined) await refuseChanged(session, plan);
  else refuseOther(session, plan, underway);
  await checkPrivileges(session, plan.targetDatabase);
  return underway;
}

function refuseOther({ displayUrl }: Session, plan: Plan, { hash, stage }: Underway): void {
  if (stage === "undoing")
    throw new RefusedError(
      `In ${displayUrl} a rollback has begun and not ended, so nothing can be applied. End it first.`,
      { next: ["rollback"] },
    );
  if (stage === "finalizing")
    throw new RefusedError(
      `In ${displayUrl} a reorganization is being finalized, so nothing can be applied. End it first.`,
      { next: ["finalize"] },
    );
  if (hash !== planHash(plan))
    throw new RefusedError(
      `In ${displayUrl} another plan is under way (${stage}). Apply that one to the end, or roll it back.`,
      { next: ["status", "rollback"] },
    );
}

async function refuseChanged(
  session: Session,
  { source, target, targetDatabase: name }: Plan,
): Promise<void> {
  const { packages } = targetDatabase(name);
  if (definitionsFingerprint(packages) !== target)
    throw new RefusedError(
      "The plan leads to other definitions than those of this checkout: migrations were added or " +
        "changed since it was made. Plan again.",
      { next: ["plan"] },
    );
  if ((await fingerprintSchema(session)) !== source)
    throw new RefusedError(
      `The schema of ${session.displayUrl} is not the one that the plan was made from. Nothing was done. Plan again.`,
      { next: ["plan"] },
    );
}

import { withTarget } from "../catalog/with-target.js";
import { readUnderway } from "../ledger/plan.js";
import type { Plan } from "../plan/plan.js";
import { RefusedError } from "../session/refused-error.js";
import type { Session } from "../session/session.js";
import type { Verification } from "../verify/verification.js";
import { verify } from "../verify/verify.js";

/** What is being done while a reorganization is verified. */
export type VerifyPhase = "building target" | "comparing";

/**
 * Verifies the reorganization that is under way in the database, its schema against the target.
 *
 * @throws RefusedError when none is under way
 */
export async function verifyUnderway(
  session: Session,
  onPhase: (phase: VerifyPhase) => void = () => {},
): Promise<Verification> {
  const plan = await readPlan(session);
  onPhase("building target");
  return withTarget(session.url, plan.targetDatabase, (target) => {
    onPhase("comparing");
    return verify(session, plan, target);
  });
}

async function readPlan(session: Session): Promise<Plan> {
  const underway = await readUnderway(session);
  if (underway) return underway.plan as Plan;
  throw new RefusedError(
    `In ${session.displayUrl} no reorganization is under way, so there is nothing to compare with: none was begun, ` +
      "or it was rolled back or finalized.",
    { next: ["inventory"] },
  );
}

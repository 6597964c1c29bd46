import type { Hazard, Step } from "../plan/step.js";
import { kindOf } from "../steps/kinds.js";

/** What a step does, in a phrase. */
export function titleOf(step: Step): string {
  return kindOf(step.id.kind).title(step);
}

/** What programs have to know of a step of this kind. */
export function hazardText(kind: string, hazard: Hazard): string {
  if (hazard.code === "table rewritten")
    return `PostgreSQL rewrites ${hazard.table}, and programs wait until it has`;
  return kindOf(kind).hazard(hazard);
}

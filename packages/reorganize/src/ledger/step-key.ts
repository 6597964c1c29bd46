import type { StepId } from "../plan/step.js";

/** The text under which the ledger files what a step has done. */
export function stepKey({ action, on, part }: StepId): string {
  return [action, on, part].filter((word) => word !== undefined).join(" ");
}

import type { StepId } from "../plan/step.js";

/** What is done to a twin, in this order. */
export type MergeAction = "dual-write" | "copy" | "cut over" | "validate keys";

/**
 * The id of a step that merges a twin. The ledger files merged rows under the one that copies, and
 * verification has to know whether a merge is under way.
 */
export function mergeStep(action: MergeAction, twin: string): StepId {
  return { kind: "merge", action, on: twin };
}

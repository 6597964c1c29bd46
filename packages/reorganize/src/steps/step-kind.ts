import type { Hazard, Step } from "../plan/step.js";
import type { Rehearsal } from "./rehearsal.js";

/**
 * A kind of step: one folder of `steps`, with the same files in each. `plan.ts` says which steps there
 * are, `sql.ts` what they send, `inverse.ts` what undoes it, `hazards.ts` what programs have to know,
 * `text.ts` the sentences, which only `cli` asks for.
 */
export interface StepKind {
  /** As its folder is called; the `kind` of its steps' ids. */
  readonly name: string;
  /** Plans its steps from what the copy is now, and performs them there. */
  plan(rehearsal: Rehearsal): Promise<void>;
  /** What a step does, in a phrase that a DBA recognises. */
  title(step: Step): string;
  /** What programs have to know of it. */
  hazard(hazard: Hazard): string;
}

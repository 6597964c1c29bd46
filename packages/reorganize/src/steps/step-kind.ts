import type { Catalog } from "../catalog/catalog.js";
import type { Plan } from "../plan/plan.js";
import type { Problem } from "../plan/problem.js";
import type { Hazard, Step } from "../plan/step.js";
import type { Session } from "../session/session.js";
import type { Rehearsal } from "./rehearsal.js";

/**
 * A kind of step: one folder of `steps`, with the same files in each. `plan.ts` says which steps there
 * are, `sql.ts` what they send, `inverse.ts` what undoes it, `hazards.ts` what programs have to know,
 * `text.ts` the sentences, which only `cli` asks for, and `verify.ts` whether what the steps promise
 * holds. What two kinds need lies in `shared`: no kind imports another.
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
  /** Whether what its steps promise until `finalize` holds, once the plan is applied. It only reads. */
  verify?(context: VerifyContext): Promise<readonly Problem[]>;
  /** The sentence for a problem that its `verify` found, behind the object's name; undefined for others'. */
  problem?(problem: Problem): string | undefined;
}

/** What a kind may look at when it verifies. */
export interface VerifyContext {
  readonly session: Session;
  readonly plan: Plan;
  readonly catalog: Catalog;
  /** The columns that a table of the source had, by its old name; undefined when they are not known. */
  columnsOf(relation: string): readonly OldColumn[] | undefined;
}

/** A column of a table of the source. */
export interface OldColumn {
  readonly name: string;
  /** What the target calls it. */
  readonly renamed: string;
}

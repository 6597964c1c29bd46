import type { Target } from "../catalog/with-target.js";
import type { Mapping } from "../plan/mapping.js";
import type { Source } from "../plan/plan.js";
import type { Step } from "../plan/step.js";
import type { Session } from "../session/session.js";

/** A scratch copy on its way to the target. */
export interface Rehearsal {
  /** A session on the copy. */
  readonly copy: Session;
  readonly target: Target;
  readonly mapping: Mapping;
  /** Tables that a package owns, as `schema.table`. */
  readonly ours: ReadonlySet<string>;
  /** Writes the steps down and does them on the copy. */
  readonly perform: (steps: readonly Step[]) => Promise<void>;
  /** Says what becomes of tables of the source. */
  readonly become: (sources: readonly Source[]) => void;
}

/** The schema of `schema.table`. */
export function schemaOf(table: string): string {
  return table.split(".")[0] as string;
}

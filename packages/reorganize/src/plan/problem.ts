import type { Details } from "./step.js";

/** Something that is not as promised, as data; whoever checks it has the sentence. */
export interface Problem extends Details {
  readonly about:
    | "keys"
    | "indexes"
    | "old names"
    | "schema"
    | "baseline"
    | "projections"
    | "objects"
    | "rights";
  readonly code: string;
  readonly object: string;
}

/**
 * Whether it is that an object or a right is not as the plan foresaw: others may have changed it since, as
 * is theirs to decide.
 */
export function isUnforeseen({ about }: Problem): boolean {
  return about === "objects" || about === "rights";
}

import type { Details } from "./step.js";

/** Something that is not as promised, as data; whoever checks it has the sentence. */
export interface Problem extends Details {
  readonly about: "keys" | "indexes" | "old names" | "schema" | "baseline" | "objects" | "rights";
  readonly code: string;
  readonly object: string;
}

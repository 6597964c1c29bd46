import type { Hazard } from "../../plan/step.js";
import type { NameHazard } from "../shared/name-hazards.js";

/** What programs have to know of a table or type that leaves its name. */
export type RelocateHazard =
  | NameHazard
  | (Hazard & { readonly code: "enum index"; readonly type: string });

/** A column of the type is compared with words of the domain at the old name. */
export function enumIndex(type: string): RelocateHazard {
  return { code: "enum index", type };
}

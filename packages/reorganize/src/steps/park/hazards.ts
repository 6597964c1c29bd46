import type { Hazard } from "../../plan/step.js";
import type { NameHazard } from "../shared/name-hazards.js";

/** What programs have to know of a table that is parked. */
export type ParkHazard =
  | NameHazard
  | (Hazard & { readonly code: "reaches"; readonly table: string; readonly real: string });

/** A write to the view at the placeholder's name is one to the real table. */
export function reaches(placeholder: string, real: string): ParkHazard {
  return { code: "reaches", table: placeholder, real };
}

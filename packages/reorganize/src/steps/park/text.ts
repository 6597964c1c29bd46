import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf } from "../details.js";
import { nameHazard } from "../shared/name-hazard-text.js";
import type { ParkHazard } from "./hazards.js";

type About = { readonly reason?: string; readonly real?: string; readonly with?: string };

export function title(step: Step): string {
  const { reason, real, with: other } = aboutOf<About>(step);
  const { action, on } = step.id;
  if (action !== "park") return `Validate foreign keys that pointed to ${on}`;
  const why =
    reason === "placeholder"
      ? `it is a placeholder for ${real}, and a view of that takes its name`
      : `its rows cannot be found in ${other} by key`;
  return `Park ${on}: ${why}`;
}

export function hazard(found: Hazard): string {
  const one = found as ParkHazard;
  return one.code === "reaches"
    ? `an UPDATE or DELETE of ${one.table} is one of ${one.real}`
    : nameHazard(found);
}

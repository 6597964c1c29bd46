import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, unknownText } from "../details.js";

type About = { readonly migrations?: number };

export function title(step: Step): string {
  return `Mark ${aboutOf<About>(step).migrations} migrations as applied in ${step.id.on}`;
}

/** Steps of this kind have no hazards. */
export function hazard({ code }: Hazard): string {
  return unknownText(code);
}

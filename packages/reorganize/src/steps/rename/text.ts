import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed, unknownText } from "../details.js";

type About = { readonly renames?: number; readonly columns?: readonly string[] };

export function title(step: Step): string {
  const { renames, columns } = aboutOf<About>(step);
  const { action, on } = step.id;
  return action === "rename"
    ? `Rename ${renames} constraints and indexes of ${on}`
    : `Rename NOT NULL constraints of ${on}: ${listed(columns)}`;
}

/** Steps of this kind have no hazards. */
export function hazard({ code }: Hazard): string {
  return unknownText(code);
}

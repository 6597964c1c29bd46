import type { Hazard, Step } from "../../plan/step.js";
import { unknownText } from "../details.js";

export function title({ id }: Step): string {
  if (id.action === "bookkeeping") return `Insert what migrations write down in ${id.on}`;
  return `Insert the rows of migration ${id.on}`;
}

/** Steps of this kind have no hazards. */
export function hazard({ code }: Hazard): string {
  return unknownText(code);
}

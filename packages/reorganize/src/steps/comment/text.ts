import type { Hazard, Step } from "../../plan/step.js";
import { unknownText } from "../details.js";

export function title({ id, table }: Step): string {
  return `Copy the comment of ${table} to the view ${id.on}`;
}

/** Steps of this kind have no hazards. */
export function hazard({ code }: Hazard): string {
  return unknownText(code);
}

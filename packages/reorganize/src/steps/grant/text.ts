import type { Hazard, Step } from "../../plan/step.js";
import { unknownText } from "../details.js";

export function title({ id }: Step): string {
  switch (id.action) {
    case "roles":
      return "Create the packages' roles, which belong to the whole server";
    case "rights":
      return "Grant each package's role the rights that it declares";
    default:
      return `Change the owner of ${id.on} to the migrator role`;
  }
}

/** Steps of this kind have no hazards. */
export function hazard({ code }: Hazard): string {
  return unknownText(code);
}

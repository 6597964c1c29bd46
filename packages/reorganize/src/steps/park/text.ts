import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed } from "../details.js";
import { hazard as hazardOfRelocate } from "../relocate/text.js";

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
  const { code, table, columns, successor, key, to, real } = found;
  switch (code) {
    case "rows parked":
      return `rows of ${table}, if it has any, are invisible to programs; they lie in ${found.in}`;
    case "key lost":
      return `foreign key ${key} of ${table} points to ${to} and is dropped with it`;
    case "key not valid":
      return "a foreign key stays NOT VALID while a row refers to one in the quarantine";
    case "reaches":
      return `an UPDATE or DELETE of ${table} is one of ${real}`;
    case "view lacks":
      return `${table} is without ${listed(columns)}, which ${successor} lacks`;
    case "view refuses insert":
      return `an INSERT into ${table} is refused, since ${successor} needs values in ${listed(columns)}`;
    default:
      return hazardOfRelocate(found);
  }
}

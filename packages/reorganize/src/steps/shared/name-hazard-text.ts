import type { Hazard } from "../../plan/step.js";
import { listed, unknownText } from "../details.js";
import type { NameHazard } from "./name-hazards.js";

/** The sentence for a hazard that several kinds of steps have. */
export function nameHazard(found: Hazard): string {
  const one = found as NameHazard;
  switch (one.code) {
    case "columns renamed":
      return `programs that use the old columns ${listed(one.columns)} of ${one.table} must change first: a table and a view cannot share a name`;
    case "name taken":
      return `programs that use ${one.table} must change to ${one.becomes} first: another table gets the old name`;
    case "view refuses roles":
      return `${listed(one.roles)} may read only some columns of ${one.table}, which has row security, and cannot read it by its old name: change to the new name first, or grant SELECT on the whole table`;
    case "view lacks":
      return `${one.table} is without ${listed(one.columns)}, which ${one.successor} lacks`;
    case "view refuses insert":
      return `an INSERT into ${one.table} is refused, since ${one.successor} needs values in ${listed(one.columns)}`;
    case "dependent":
      return `${one.object} goes on showing ${one.table} as it was when it was parked`;
    case "rows parked":
      return `rows of ${one.table}, if it has any, are invisible to programs; they lie in ${one.in}`;
    case "key lost":
      return `foreign key ${one.key} of ${one.table} points to ${one.to} and is dropped with it`;
    case "key not valid":
      return "a foreign key stays NOT VALID while a row refers to one in the quarantine";
    default:
      return unknownText(found.code);
  }
}

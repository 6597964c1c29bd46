import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed, unknownText } from "../details.js";
import type { RelocateHazard } from "./hazards.js";

type About = {
  readonly from?: string;
  readonly view?: boolean;
  readonly columns?: readonly string[];
};

export function title(step: Step): string {
  const { from, view, columns } = aboutOf<About>(step);
  const { action, on } = step.id;
  if (action === "move type") return `Move type ${from} to ${on}; a domain stays at the old name`;
  if (from === undefined) return `Rename columns of ${on}: ${listed(columns)}`;
  return `Move ${from} to ${on}${view ? "; a compatibility view stays at the old name" : ""}`;
}

export function hazard(found: Hazard): string {
  const one = found as RelocateHazard;
  switch (one.code) {
    case "columns renamed":
      return `programs that use the old columns ${listed(one.columns)} of ${one.table} must change first: a table and a view cannot share a name`;
    case "name taken":
      return `programs that use ${one.table} must change to ${one.becomes} first: another table gets the old name`;
    case "view":
      return `TRUNCATE, COPY, CREATE INDEX and ALTER TABLE fail on the old name ${one.table}, which is a view by then`;
    case "enum index":
      return `until finalize, a list of words (IN) for a column of type ${one.type} is looked up without its index`;
    default:
      return unknownText(found.code);
  }
}

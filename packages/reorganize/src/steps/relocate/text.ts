import type { Problem } from "../../plan/problem.js";
import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed } from "../details.js";
import { nameHazard } from "../shared/name-hazard-text.js";
import type { RelocateHazard } from "./hazards.js";
import type { OldNameProblem } from "./verify.js";

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
  return one.code === "enum index"
    ? `until finalize, a list of words (IN) for a column of type ${one.type} is looked up without its index`
    : nameHazard(found);
}

export function problem(found: Problem): string | undefined {
  const one = found as OldNameProblem;
  switch (one.code) {
    case "view missing":
      return "is gone: nothing stands at the old name";
    case "view leads elsewhere":
      return `does not lead to ${one.to}`;
    case "view refuses":
      return `refuses ${listed(one.verbs)}`;
    case "view lacks":
      return `lacks ${listed(one.columns)}`;
    case "columns refuse writes":
      return `cannot be written in ${listed(one.columns)}`;
    case "view unreadable":
      return `cannot be read (SQLSTATE ${one.sqlState ?? "unknown"})`;
    case "type missing":
      return "is gone: no type stands at the old name";
    default:
      return undefined;
  }
}

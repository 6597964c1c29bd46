import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed } from "../details.js";
import { nameHazard } from "../shared/name-hazard-text.js";
import type { MergeHazard } from "./hazards.js";

type About = {
  readonly survivor?: string;
  readonly twin?: string;
  readonly moves?: boolean;
  readonly nullable?: readonly string[];
  readonly checks?: readonly string[];
  readonly columns?: readonly string[];
};

export function title(step: Step): string {
  const about = aboutOf<About>(step);
  const { action, on } = step.id;
  switch (action) {
    case "drop rules":
      return `Drop rules of ${on} that rows of ${about.twin} may violate: ${droppedOf(about)}`;
    case "dual-write":
      return `Create dual-write triggers from ${on} to ${about.survivor}`;
    case "copy":
      return `Backfill ${about.survivor} with the rows of ${on}`;
    case "cut over":
      return about.moves
        ? `Cut over: ${about.survivor} becomes ${on}, with the rows of both`
        : `Cut over: ${on} becomes a compatibility view of ${about.survivor}`;
    default:
      return `Validate foreign keys that now point to ${about.survivor}`;
  }
}

function droppedOf({ nullable = [], checks = [], columns = [] }: About): string {
  return [
    ...(nullable.length > 0 ? [`NOT NULL of ${listed(nullable)}`] : []),
    ...(checks.length > 0 ? [`checks ${listed(checks)}`] : []),
    ...(columns.length > 0 ? [`adds columns ${listed(columns)}`] : []),
  ].join("; ");
}

export function hazard(found: Hazard): string {
  const one = found as MergeHazard;
  switch (one.code) {
    case "both rules":
      return `until the cut-over, new rows of ${one.table} must obey the rules of ${one.survivor} too, and TRUNCATE of ${one.table} is refused`;
    case "quarantine":
      return `rows that ${one.survivor} has already, or cannot take, go to the quarantine`;
    case "rule dropped":
      return `until rows are repaired, ${one.table} is without the rule ${one.rule}`;
    case "row security":
      return `rows of ${one.table} are under the row security of ${one.survivor} from then on, and no longer under its own`;
    default:
      return nameHazard(found);
  }
}

import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed } from "../details.js";
import { hazard as hazardOfPark } from "../park/text.js";

type About = {
  readonly winner?: string;
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
    case "watch":
      return `Create dual-write triggers from ${on} to ${about.winner}`;
    case "copy":
      return `Backfill ${about.winner} with the rows of ${on}`;
    case "swap":
      return about.moves
        ? `Cut over: ${about.winner} becomes ${on}, with the rows of both`
        : `Cut over: ${on} becomes a compatibility view of ${about.winner}`;
    default:
      return `Validate foreign keys that now point to ${about.winner}`;
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
  const { code, table, winner, rule, object } = found;
  switch (code) {
    case "both rules":
      return `until the cut-over, new rows of ${table} must obey the rules of ${winner} too, and TRUNCATE of ${table} is refused`;
    case "quarantine":
      return `rows that ${winner} has already, or cannot take, go to the quarantine`;
    case "rule dropped":
      return `until rows are repaired, ${table} is without the rule ${rule}`;
    case "onlooker":
      return `${object} goes on showing ${table} as it was at the cut-over`;
    default:
      return hazardOfPark(found);
  }
}

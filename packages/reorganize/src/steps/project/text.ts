import type { Problem } from "../../plan/problem.js";
import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, unknownText } from "../details.js";

type About = {
  readonly to?: string;
  readonly from?: readonly string[];
  readonly targets?: readonly string[];
  readonly tables?: readonly string[];
};

export function title(step: Step): string {
  const { to, from = [], targets = [], tables = [] } = aboutOf<About>(step);
  const { action, on = "" } = step.id;
  switch (action) {
    case "convert":
      return "Make functions that read values of any spelling";
    case "prepare":
      return "Prepare the projections";
    case "before":
      return `Run what ${on} needs before it is filled`;
    case "after":
      return `Make what follows from the rows of ${on}`;
    case "index":
      return `Build an index on ${step.table} that finds the rows of one unit of ${on}`;
    case "enforce":
      return `Check foreign keys of ${on} for projected rows, for which no other trigger fires`;
    case "follow":
      return `Keep ${targets.join(", ")} in step with ${on}`;
    case "stage":
      return `Number the units of ${on} in ${from.join(", ")}`;
    case "fill":
      return `Fill ${to} from ${from.join(", ")}`;
    case "retry":
      return "Bring in rows that wait for what has come meanwhile";
    case "advance":
      return `Move the sequences of ${on} behind its rows`;
    case "retire":
      return `Leave ${tables.join(", ")} until finalize`;
    case "keep":
      return `Let finalize keep the rows of ${on} that no other table has`;
    case "release":
      return `Let finalize end what leads back from ${on}`;
    case "close":
      return `Let ${on} be read-only from the switch on`;
    default:
      return unknownText(action);
  }
}

export function hazard(hazard: Hazard): string {
  const { code, table, tables = [] } = hazard as Hazard & { tables?: readonly string[] };
  switch (code) {
    case "follows":
      return `each write to ${table} is projected in its own transaction, and TRUNCATE is refused`;
    case "follows partitions":
      return `each write to ${table} or one of its partitions is projected in its own transaction, and TRUNCATE is refused; attach no partition that holds rows, and write to new ones through ${table}, until finalize`;
    case "retires":
      return `finalize drops ${tables.join(", ")}, once a backup of them has been checked`;
    case "closes":
      return `${table} is read-only from the switch on: programs have to write the new tables then`;
    default:
      return unknownText(code);
  }
}

export function problem({ code }: Problem): string | undefined {
  return code === "not followed"
    ? "is not followed: a trigger that projects its rows is off or gone"
    : undefined;
}

import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed, unknownText } from "../details.js";
import type { Phase } from "./phase.js";

type About = { readonly columns?: readonly string[] };

const titles: Record<Phase, string> = {
  "drop dependents": "Drop triggers and foreign keys that the target does not have",
  "create objects": "Create types, functions and sequences",
  "create table": "Create the table",
  "alter columns": "Change columns, defaults and checks",
  keys: "Change primary keys and unique constraints",
  "foreign keys": "Add foreign keys",
  indexes: "Build indexes",
  "drop indexes": "Drop indexes that the target does not have",
  triggers: "Create triggers",
};

export function title(step: Step): string {
  const { action, on } = step.id;
  const columns = listed(aboutOf<About>(step).columns);
  switch (action) {
    case "drop trigger":
      return `Drop unmanaged trigger ${step.id.part} of ${on}`;
    case "add not-null check":
      return `Add NOT NULL as a NOT VALID check to ${on}: ${columns}`;
    case "validate not-null check":
      return `Validate NOT NULL checks of ${on}`;
    case "set not null":
      return `Set NOT NULL on ${on}: ${columns}`;
    default:
      return `${titles[action as Phase] ?? action}${on === undefined ? "" : `: ${on}`}`;
  }
}

export function hazard({ code, table, columns, rule, trigger, why }: Hazard): string {
  switch (code) {
    case "new values":
      return `${listed(columns)} may get another value in each row`;
    case "table read":
      return `${rule} is an exclusion constraint: PostgreSQL reads the whole table, and programs wait until it has`;
    case "trigger dropped":
      return `trigger ${trigger} of ${table} is dropped, and restored by a rollback: ${why}`;
    default:
      return unknownText(code);
  }
}

import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed, unknownText } from "../details.js";
import type { Group } from "./group.js";

type About = { readonly columns?: readonly string[] };

const titles: Record<Group, string> = {
  loosen: "Drop triggers and foreign keys that the target does not have",
  make: "Create types, functions and sequences",
  create: "Create the table",
  reshape: "Change columns, defaults and checks",
  key: "Change primary keys and unique constraints",
  refer: "Add foreign keys",
  index: "Build indexes",
  "drop index": "Drop indexes that the target does not have",
  react: "Create triggers",
};

export function title(step: Step): string {
  const { action, on } = step.id;
  const columns = listed(aboutOf<About>(step).columns);
  switch (action) {
    case "promise":
      return `Add NOT NULL as a NOT VALID check to ${on}: ${columns}`;
    case "validate":
      return `Validate NOT NULL checks of ${on}`;
    case "require":
      return `Set NOT NULL on ${on}: ${columns}`;
    default:
      return `${titles[action as Group] ?? action}${on === undefined ? "" : `: ${on}`}`;
  }
}

export function hazard({ code, columns, rule }: Hazard): string {
  switch (code) {
    case "table rewritten":
      return `${listed(columns)} may get another value in each row: PostgreSQL rewrites the table, and programs wait until it has`;
    case "table read":
      return `${rule} is an exclusion constraint: PostgreSQL reads the whole table, and programs wait until it has`;
    default:
      return unknownText(code);
  }
}

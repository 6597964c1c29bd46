import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed, unknownText } from "../details.js";

type About = { readonly columns?: readonly string[]; readonly rules?: readonly string[] };

export function title(step: Step): string {
  const { columns, rules } = aboutOf<About>(step);
  const { action, on } = step.id;
  switch (action) {
    case "repair on write":
      return `Repair on write: trigger on ${on} for ${listed(columns)}`;
    case "quarantine duplicates":
      return `Quarantine duplicates of ${on} under ${listed(rules)}; the first row stays`;
    case "quarantine rows without key":
      return `Quarantine rows of ${on} that cannot have the target's primary key; the first row of each stays`;
    case "require key":
      return `Add NOT NULL to the key of ${on} as a NOT VALID check`;
    case "validate key":
      return `Validate NOT NULL of the key of ${on}`;
    case "build key":
      return `Build the index of the primary key of ${on}`;
    case "add key":
      return `Make it the primary key of ${on}`;
    case "quarantine before repair":
      return `Quarantine rows of ${on} whose repair a CHECK refuses`;
    case "quarantine duplicates before repair":
      return `Quarantine rows of ${on} that their repair makes duplicates under ${listed(rules)}`;
    case "quarantine":
      return `Quarantine rows of ${on} that cannot be repaired`;
    case "break cycles":
      return `Break dependency cycles in ${on}: the latest link of each goes`;
    default:
      return `Repair ${listed(columns)} of ${on}; originals are kept`;
  }
}

export function hazard({ code, table, columns }: Hazard): string {
  switch (code) {
    case "repaired on write":
      return `until finalize, values of ${listed(columns)} in ${table} that violate the target's rules are repaired, not refused`;
    case "values changed":
      return "values change; the originals are kept";
    case "duplicates quarantined":
      return "rows leave the table; they are kept whole in the quarantine";
    case "rows quarantined":
      return "rows leave the table; they are kept whole in the quarantine, and a program that writes a row which refers to one of them is refused";
    case "links cut":
      return "links that close a dependency cycle go; they are kept";
    default:
      return unknownText(code);
  }
}

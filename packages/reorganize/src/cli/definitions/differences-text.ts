import type { DifferentObject } from "../../findings/definition/compare/deployed.js";

type Difference = DifferentObject["differences"][number];

/** How what is there differs from what is wanted, as what may follow its name: "lacks a, b; has id integer, not uuid". */
export function differencesText(differences: readonly Difference[]): string {
  const columns = differences.filter(({ aspect }) => aspect === "column");
  const lacking = columns.filter(({ found }) => found === null);
  const besides = columns.filter(({ wanted }) => wanted === null);
  return [
    ...(lacking.length > 0 ? [`lacks ${namesOf(lacking)}`] : []),
    ...(besides.length > 0 ? [`has also ${namesOf(besides)}`] : []),
    ...differences.filter(({ aspect }) => aspect !== "column").map(differenceText),
  ].join("; ");
}

function namesOf(columns: readonly Difference[]): string {
  return columns.map(({ name }) => name).join(", ");
}

function differenceText({ aspect, name, wanted, found }: Difference): string {
  switch (aspect) {
    case "type":
    case "not null":
      return `has ${name} ${found}, not ${wanted}`;
    case "default":
      return `has ${name} ${byDefault(found)}, not ${byDefault(wanted)}`;
    case "words":
      return `has the words ${found}, not ${wanted}`;
    default:
      return found === null
        ? `lacks ${ruleText(aspect, wanted)}`
        : `has also ${ruleText(aspect, found)}`;
  }
}

function byDefault(expression: string | null): string {
  return expression === null ? "without default" : `by default ${expression}`;
}

/** A rule says itself what it is; an index says only on what it is. */
function ruleText(aspect: Difference["aspect"], rule: string | null): string {
  return aspect === "index" ? `index ${rule}` : `${rule}`;
}

import { type FoundObject, identityOf, objectName } from "../load/found-objects.js";
import type { LoadedFamily } from "../load/load-family.js";
import { isNamedAs } from "./matrix.js";

/** Views, functions, triggers and policies of a family, as "view schema.name". */
export interface OthersDeployed {
  readonly notDeployed: readonly string[];
  /** Those that are deployed with another text. */
  readonly different: readonly string[];
}

const otherKinds = new Set([
  "view",
  "materialized view",
  "function",
  "procedure",
  "trigger",
  "policy",
]);

/** Compares what a family makes, and what it names and cannot make, with what is deployed. */
export function compareOthers(
  { objects, loaded }: LoadedFamily,
  deployed: readonly FoundObject[],
): OthersDeployed {
  const there = new Map(deployed.map((one) => [identityOf(one), one]));
  const made = objects.filter(({ kind }) => otherKinds.has(kind));
  const lacking = loaded
    .flatMap(({ notMade }) => notMade)
    .filter(({ kind }) => otherKinds.has(kind))
    .filter((one) => ![...objects, ...deployed].some((object) => isNamedAs(one, object)))
    .map((one) => otherText({ ...one, arguments: null }));
  const notThere = made.filter((one) => !there.has(identityOf(one)));
  const different = made.filter((one) => {
    const found = there.get(identityOf(one));
    return found !== undefined && found.shape !== one.shape;
  });
  return {
    notDeployed: [...new Set([...notThere.map(otherText), ...lacking])].sort(),
    different: different.map(otherText).sort(),
  };
}

function otherText(object: Parameters<typeof objectName>[0]): string {
  return `${object.kind} ${objectName(object)}`;
}

/** Those of the database that no family names. */
export function othersNotDefined(
  families: readonly LoadedFamily[],
  deployed: readonly FoundObject[],
): string[] {
  const made = new Set(families.flatMap(({ objects }) => objects.map(identityOf)));
  const named = families.flatMap(({ loaded }) => loaded.flatMap(({ notMade }) => notMade));
  return deployed
    .filter((one) => otherKinds.has(one.kind) && !made.has(identityOf(one)))
    .filter((one) => !named.some((other) => isNamedAs(other, one)))
    .map(otherText)
    .sort();
}

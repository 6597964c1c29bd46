import type { Catalog, EnumType } from "../../../catalog/catalog.js";
import { compareTables, type Difference } from "../../../catalog/compare-tables.js";
import { parseTableName } from "../../../catalog/table-name.js";
import { historyTable } from "../../match-tables.js";
import { withoutSecrets } from "../load/compare-skipped.js";
import { type FoundObject, identityOf } from "../load/found-objects.js";
import type { LoadedFamily } from "../load/load-family.js";
import type { EnumDifference, LoadedFile } from "../load/loaded.js";
import { vectorIndexes } from "../load/stand-in.js";
import { isNamedAs } from "./matrix.js";
import { compareOthers, type OthersDeployed, othersNotDefined } from "./others-deployed.js";

/** The database that definitions are compared with. */
export interface Deployed {
  readonly catalog: Catalog;
  readonly objects: readonly FoundObject[];
}

/** A table or enum type that is defined and deployed, but not alike. */
export interface DifferentObject {
  /** `schema.name` */
  readonly name: string;
  /** `wanted` is the definition, `found` what is deployed. */
  readonly differences: readonly (Difference | EnumDifference)[];
}

/** What a family defines, held against the database: tables and enum types, and what `others` tells. */
export interface FamilyDeployed {
  readonly notDeployed: readonly string[];
  readonly different: readonly DifferentObject[];
  /** How many are deployed as defined. */
  readonly alike: number;
  readonly others: OthersDeployed;
}

/** Compares what a family ends up with, and tables that it wants and cannot make, with what is deployed. */
export function compareDeployed(
  family: LoadedFamily,
  { catalog: deployed, objects }: Deployed,
): FamilyDeployed {
  const tables = [...definedTables(family)].map(([name, table]) => {
    const found = deployed.tables.get(name);
    if (!found) return { name, differences: undefined };
    const all = table ? withoutSecrets(compareTables(table, found)) : [];
    return { name, differences: all.filter((one) => !isUnseen(one, family)) };
  });
  const enums = [...family.catalog.enums].map(([name, type]) => {
    const found = deployed.enums.get(name);
    return { name, differences: found && compareWords(type, found) };
  });
  const all = [...tables, ...enums].filter(({ name }) => !isHistory(name));
  return {
    notDeployed: all.filter(({ differences }) => !differences).map(({ name }) => name),
    different: all.flatMap(({ name, differences = [] }) =>
      differences.length > 0 ? [{ name, differences }] : [],
    ),
    alike: all.filter(({ differences }) => differences?.length === 0).length,
    others: compareOthers(family, objects),
  };
}

/** Tables by name; undefined for one that cannot be made. */
function definedTables({ catalog, tables }: LoadedFamily) {
  const failed = tables.filter(
    ({ name, outcome }) => outcome === "failed" && !catalog.tables.has(name),
  );
  return new Map([
    ...failed.map(({ name, wanted }) => [name, wanted?.table] as const),
    ...catalog.tables,
  ]);
}

/** Indexes of vectors are not made where a type stands in for them. */
function isUnseen({ aspect, wanted, found }: Difference, { hasStandIn }: LoadedFamily): boolean {
  const isVectors = vectorIndexes.some((method) => found?.startsWith(`${method} (`));
  return hasStandIn && aspect === "index" && wanted === null && isVectors;
}

function compareWords(wanted: EnumType, found: EnumType): EnumDifference[] {
  const [one, other] = [wanted.labels.join(", "), found.labels.join(", ")];
  return one === other ? [] : [{ aspect: "words", name: wanted.name, wanted: one, found: other }];
}

/** Tables and enum types of the database that no family names. */
export function notDefined(
  families: readonly LoadedFamily[],
  { catalog, objects }: Deployed,
): string[] {
  const defined = new Set(
    families.flatMap((family) => [...definedTables(family).keys(), ...family.catalog.enums.keys()]),
  );
  return [...catalog.tables.keys(), ...catalog.enums.keys()]
    .sort()
    .filter((name) => !defined.has(name) && !isHistory(name))
    .concat(othersNotDefined(families, objects));
}

function isHistory(name: string): boolean {
  return parseTableName(name).name === historyTable;
}

/** How much of what a file defines is in the database. */
export interface FileDeployed {
  readonly defined: number;
  readonly deployed: number;
}

/** Counts objects of a file, made or not, that the database has by kind and name. */
export function countDeployed(
  { made, notMade }: LoadedFile,
  family: LoadedFamily,
  { objects }: Deployed,
): FileDeployed {
  const there = new Set(objects.map(identityOf));
  const byKey = new Map(family.objects.map((one) => [one.key, one]));
  // Types of arguments as they are spelled in the end, not by the path of the file's session.
  const found = made.filter((one) => there.has(identityOf(byKey.get(one.key) ?? one)));
  const named = notMade.filter((one) => objects.some((object) => isNamedAs(one, object)));
  return { defined: made.length + notMade.length, deployed: found.length + named.length };
}

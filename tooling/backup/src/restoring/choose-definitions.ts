import { quoteTable } from "@deepiri/database/without-client";
import { keyOf } from "../catalog/relations.js";
import type { Definition } from "../definition/definition.js";
import { MissingDependencies } from "../errors.js";
import type { Selection } from "../selection/selection.js";
import type { Existing } from "./existing.js";

/**
 * The definitions to carry out: those of what is restored, without what is there already, and the
 * foreign keys by which tables that are there led to tables that come back.
 *
 * @param kept tables that stay as they are
 * @throws MissingDependencies naming tables that keys lead to and that would be nowhere
 */
export function chooseDefinitions(
  all: readonly Definition[],
  selection: Selection,
  existing: Existing,
  kept: ReadonlySet<string>,
): Definition[] {
  const isThere = (table: string): boolean => existing.relations.has(table);
  const coming = new Set(selection.relations.map(keyOf).filter((one) => !kept.has(one)));
  const comes = (table: string): boolean => coming.has(table);
  assertKeysLeadSomewhere(all, comes, isThere);
  return all.filter((definition) => {
    const { about, key } = definition;
    if (key !== undefined && about.kind === "object") {
      const from = quoteTable(about.schema, about.name);
      const isMade = existing.keys.has(from + key.name);
      return !isMade && (comes(from) || (isThere(from) && comes(key.to)));
    }
    return selection.has(about) && !isLeft(definition, selection, existing, kept);
  });
}

/** Whether it is there already, and stays as it is. */
function isLeft(
  { about, creates }: Definition,
  { isWhole }: Selection,
  existing: Existing,
  kept: ReadonlySet<string>,
): boolean {
  switch (about.kind) {
    case "schema":
      return existing.schemas.has(about.name) && (creates || !isWhole);
    case "extension":
      return existing.extensions.has(about.name);
    case "object": {
      const name = quoteTable(about.schema, about.name);
      return kept.has(name) || existing.others.has(name);
    }
    default:
      return false;
  }
}

function assertKeysLeadSomewhere(
  all: readonly Definition[],
  comes: (table: string) => boolean,
  isThere: (table: string) => boolean,
): void {
  const lost = all.flatMap(({ about, key }) => {
    if (key === undefined || about.kind !== "object") return [];
    const from = quoteTable(about.schema, about.name);
    return comes(from) && !comes(key.to) && !isThere(key.to) ? [`${from} -> ${key.to}`] : [];
  });
  if (lost.length === 0) return;
  const schemas = [...new Set(lost.map((one) => partsOf(one.split(" -> ")[1] ?? "")[0]))];
  throw new MissingDependencies(
    `Foreign keys lead to tables that are neither restored nor in the database, in the schemas ${schemas.map((one) => `"${one}"`).join(", ")}:\n` +
      `${lost.map((one) => `  ${one}`).join("\n")}\nRestore these as well: name their schemas or packages, or leave the names out for all that is in the backup.`,
  );
}

function partsOf(table: string): string[] {
  return (table.match(/"(?:[^"]|"")*"/g) ?? []).map((one) =>
    one.slice(1, -1).replaceAll('""', '"'),
  );
}

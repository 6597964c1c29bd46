import { quoteTable } from "@deepiri/database/without-client";
import type { Relation } from "../catalog/relations.js";
import { keyOf } from "../catalog/relations.js";
import type { About } from "../definition/about.js";
import { UnknownChoice } from "../errors.js";
import type { PackagePart } from "./package-part.js";

/** What is asked for; nothing named means all. */
export interface Choice {
  readonly schemas?: readonly string[];
  readonly packages?: readonly string[];
}

/** What there is to choose from: a database, or a backup of one. */
export interface Contents {
  /** False for the backup of a part. */
  readonly isWhole: boolean;
  readonly schemas: readonly string[];
  readonly relations: readonly Relation[];
  readonly packages: readonly PackagePart[];
}

/** The part of a database that is backed up or restored. */
export interface Selection {
  readonly isWhole: boolean;
  readonly relations: readonly Relation[];
  hasSchema(name: string): boolean;
  hasObject(schema: string, name: string): boolean;
  has(about: About): boolean;
}

/**
 * Chooses whole schemas, and packages with their histories; with each table goes what belongs to it
 * (partitions, views that read nothing else) and what it needs (types and functions). A package whose
 * tables are all within the schemas is chosen with them.
 *
 * @throws UnknownChoice naming what there is
 */
export function select(contents: Contents, { schemas = [], packages = [] }: Choice): Selection {
  for (const one of schemas) assertKnown("schema", one, contents.schemas);
  const known = contents.packages.flatMap(({ key, name }) => [key, name]);
  for (const one of packages) assertKnown("package", one, known);
  if (schemas.length + packages.length === 0) return whole(contents);
  const inSchemas = contents.relations.filter(({ schema }) => schemas.includes(schema));
  const chosen = new Set(inSchemas.map(keyOf));
  const parts = contents.packages.filter(
    ({ key, name, tables }) =>
      packages.includes(key) ||
      packages.includes(name) ||
      (tables.length > 0 && tables.every((one) => chosen.has(one))),
  );
  for (const { tables, others, historySchema } of parts) {
    for (const one of [...tables, ...others]) chosen.add(one);
    for (const one of contents.relations) if (one.schema === historySchema) chosen.add(keyOf(one));
  }
  return selectionOf(withDependents(contents.relations, chosen), schemas, chosen);
}

function whole({ isWhole, relations }: Contents): Selection {
  const all = () => true;
  return { isWhole, relations, hasSchema: all, hasObject: all, has: all };
}

/** The chosen relations, and those that rest on nothing else. Adds the names of the latter to the set. */
function withDependents(relations: readonly Relation[], chosen: Set<string>): Relation[] {
  const before = chosen.size;
  for (const one of relations) {
    const isView = one.kind.endsWith("view");
    const isChosen = (base: string): boolean => chosen.has(base);
    const { restsOn } = one;
    const follows = isView ? restsOn.every(isChosen) : restsOn.some(isChosen);
    if (restsOn.length > 0 && follows) chosen.add(keyOf(one));
  }
  if (chosen.size > before) return withDependents(relations, chosen);
  return relations.filter((one) => chosen.has(keyOf(one)));
}

function selectionOf(
  relations: readonly Relation[],
  schemas: readonly string[],
  chosen: ReadonlySet<string>,
): Selection {
  const objects = new Set([...chosen, ...relations.flatMap(({ needs }) => needs)]);
  const hasObject = (schema: string, name: string): boolean =>
    schemas.includes(schema) || objects.has(quoteTable(schema, name));
  const used = new Set([...schemas, ...[...objects].map(schemaOf)]);
  return {
    isWhole: false,
    relations,
    hasObject,
    hasSchema: (name) => used.has(name),
    has: (about) => {
      switch (about.kind) {
        case "object":
          return hasObject(about.schema, about.name);
        case "schema":
          return used.has(about.name);
        default:
          return about.kind !== "database";
      }
    },
  };
}

/** The schema in `"schema"."name"`. */
function schemaOf(key: string): string {
  return (/^"((?:[^"]|"")*)"/.exec(key)?.[1] ?? "").replaceAll('""', '"');
}

function assertKnown(what: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const there = known.length > 0 ? `There are: ${[...known].sort().join(", ")}.` : "There is none.";
  throw new UnknownChoice(`There is no ${what} "${name}" here. ${there}`);
}

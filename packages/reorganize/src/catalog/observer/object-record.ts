import { createHash } from "node:crypto";
import type { Observation, ObservedRow, Properties } from "@deepiri/observer";
import { isOurs } from "../user-schema.js";
import { sorted } from "./sorted.js";

/**
 * What the catalogs said of each object at a moment, as hashes: by what it belongs to, a table or itself,
 * and by its name. What a reorganization hangs on tables as long as it is under way is not in it.
 */
export type ObjectRecord = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** An object that is not as it was recorded. */
export interface RecordDifference {
  /** As the server names it. */
  readonly object: string;
  readonly how: "missing" | "changed" | "new";
  /** Empty unless changed. */
  readonly parts: readonly ("definition" | "rights")[];
}

/** @param counts whether the rights of a role do; all do unless told */
export function recordOf(
  observed: Observation,
  counts: (role: string) => boolean = () => true,
): ObjectRecord {
  const rows = [...observed.values()];
  const ours = new Set(rows.filter(callsUs).map(objectOf));
  const names = new Map(rows.map(({ number, name }) => [number, name]));
  const tables = new Map(rows.map((row) => [row.name, names.get(`pg_class ${row.root}`)]));
  const groups = new Map<string, Map<string, ObservedRow[]>>();
  for (const row of rows) {
    const object = objectOf(row);
    if (ours.has(object)) continue;
    const owner = tables.get(object) ?? object;
    const group = groups.get(owner) ?? new Map<string, ObservedRow[]>();
    const known = group.get(object);
    if (known) known.push(row);
    else groups.set(owner, group.set(object, [row]));
  }
  return ordered(groups, (group) => ordered(group, (some) => hashOf(some, counts)));
}

/** How `found` differs from `wanted`; of what is missing or new with all that belongs to it, itself alone. */
export function recordDifferences(wanted: ObjectRecord, found: ObjectRecord): RecordDifference[] {
  const owners = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...owners].flatMap((owner) => {
    const [old, now] = [wanted[owner], found[owner]];
    if (!old) return [{ object: owner, how: "new", parts: [] }];
    if (!now) return [{ object: owner, how: "missing", parts: [] }];
    const objects = new Set([...Object.keys(old), ...Object.keys(now)]);
    return [...objects].flatMap((object) => differenceOf(object, old[object], now[object]));
  });
}

function differenceOf(object: string, old?: string, now?: string): RecordDifference[] {
  if (old === now) return [];
  if (old === undefined) return [{ object, how: "new", parts: [] }];
  if (now === undefined) return [{ object, how: "missing", parts: [] }];
  const [[definition, rights], [newDefinition, newRights]] = [old.split(" "), now.split(" ")];
  return [
    {
      object,
      how: "changed",
      parts: [
        ...(definition === newDefinition ? [] : ["definition" as const]),
        ...(rights === newRights ? [] : ["rights" as const]),
      ],
    },
  ];
}

/** The object of which the row says something. */
function objectOf({ catalog, name, ownName, settings, relations }: ObservedRow): string {
  switch (catalog) {
    case "pg_trigger":
      // Such a trigger is how its constraint is enforced.
      return settings.tgisinternal === "true" ? `table constraint ${relations.tgconstraint}` : name;
    case "pg_attribute":
      return ownName === null ? `index ${relations.attrelid}` : name;
    case "pg_attrdef":
      return name.replace(/^default value for /, "column ");
    case "pg_index":
      return `index ${relations.indexrelid}`;
    case "pg_depend":
      return name.slice(0, name.indexOf(" belongs to "));
    default:
      return name;
  }
}

function callsUs({ catalog, relations }: ObservedRow): boolean {
  return catalog === "pg_trigger" && isOurs(relations.tgfoid ?? "");
}

/** One of the definition and, where anybody has rights, one of these. */
function hashOf(rows: readonly ObservedRow[], counts: (role: string) => boolean): string {
  const definitions = rows.map(({ catalog, settings, relations }) =>
    JSON.stringify([
      catalog,
      sorted(settings),
      sorted(relations).filter(([name]) => !isRights(name)),
    ]),
  );
  const rights = rows.flatMap(({ relations }) => rightsOf(relations, counts));
  return [definitions, rights]
    .filter((texts) => texts.length > 0)
    .map((texts) => shortHash(texts.sort().join("\n")))
    .join(" ");
}

function rightsOf(relations: Properties, counts: (role: string) => boolean): string[] {
  const granted = Object.entries(relations).filter(([name]) => isRights(name));
  return granted.flatMap(([name, value]) =>
    Object.entries(JSON.parse(value ?? "{}"))
      .filter(([role]) => counts(role))
      .map((grant) => JSON.stringify([name, grant])),
  );
}

function isRights(column: string): boolean {
  return column.endsWith("acl");
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function ordered<From, To>(map: ReadonlyMap<string, From>, of: (from: From) => To) {
  const keys = [...map.keys()].sort();
  return Object.fromEntries(keys.map((key) => [key, of(map.get(key) as From)]));
}

import type { Abilities } from "../load/abilities.js";
import { type FoundObject, objectName } from "../load/found-objects.js";
import type { LoadedFamily } from "../load/load-family.js";
import type { NamedObject } from "../load/loaded.js";
import { vectorExtension } from "../load/stand-in.js";
import type { ComparedTable, Variant } from "./variants.js";

/** What one family has of an object. */
export interface Cell {
  /** "stands in" for vectors on a server without pgvector. */
  readonly outcome: "loads" | "fails" | "stands in";
  /** Letter of the shape that it loads in; null where all that define it agree, or it does not load. */
  readonly shape: string | null;
  /** Letters of shapes that files of the family want too and do not get. */
  readonly passedOver: readonly string[];
  /** Of a table that loads. */
  readonly abilities?: Abilities;
}

/** An object by the families that define it. */
export interface MatrixRow {
  readonly kind: string;
  readonly name: string;
  /** By the family's name; a family that does not define it has none. */
  readonly cells: Readonly<Record<string, Cell>>;
}

/** Tables first, then everything else by kind and name. */
export function makeMatrix(
  families: readonly LoadedFamily[],
  tables: readonly ComparedTable[],
): MatrixRow[] {
  return [
    ...tables.map((table) => tableRow(table, families)),
    ...otherKinds.flatMap((kind) => rowsOfKind(kind, families)),
    ...indexKinds(families),
  ];
}

function tableRow(
  { name, variants, shapes }: ComparedTable,
  families: readonly LoadedFamily[],
): MatrixRow {
  const cells = families.flatMap(({ name: family, abilities }) => {
    const own = variants.filter((variant) => variant.family === family);
    if (own.length === 0) return [];
    return [[family, tableCell(own, shapes.length > 1, abilities.get(name))] as const];
  });
  return { kind: "table", name, cells: Object.fromEntries(cells) };
}

function tableCell(
  variants: readonly Variant[],
  isLettered: boolean,
  abilities: Abilities | undefined,
): Cell {
  const loaded = variants.find(({ outcome }) => outcome === "loads");
  const others = variants
    .filter((one) => one !== loaded)
    .flatMap(({ shape }) => (shape ? [shape] : []));
  return {
    outcome: loaded ? "loads" : "fails",
    shape: isLettered ? (loaded?.shape ?? null) : null,
    passedOver: isLettered ? [...new Set(others)].sort() : [],
    ...(loaded && abilities && { abilities }),
  };
}

const otherKinds = [
  "view",
  "materialized view",
  "foreign table",
  "function",
  "procedure",
  "trigger",
  "policy",
  "type",
  "extension",
];

function rowsOfKind(kind: string, families: readonly LoadedFamily[]): MatrixRow[] {
  const loaded = families.map((family) => named(family.objects.filter((one) => one.kind === kind)));
  const missing = families.map((family) => missingOf(kind, family));
  const names = new Set([...loaded, ...missing].flatMap((all) => [...all.keys()]));
  return [...names].sort().map((name) => {
    const shapes = [...new Set(loaded.flatMap((all) => all.get(name)?.shape ?? []))];
    const cells = families.flatMap((family, at): [string, Cell][] => {
      const found = loaded[at]?.get(name);
      if (!found && !missing[at]?.has(name)) return [];
      const letter = String.fromCharCode(65 + shapes.indexOf(found?.shape ?? ""));
      const outcome = found ? "loads" : outcomeOf(kind, name, family);
      const shape = found && shapes.length > 1 ? letter : null;
      return [[family.name, { outcome, shape, passedOver: [] }]];
    });
    return { kind, name, cells: Object.fromEntries(cells) };
  });
}

function outcomeOf(kind: string, name: string, { hasStandIn }: LoadedFamily): Cell["outcome"] {
  return kind === "extension" && name === vectorExtension && hasStandIn ? "stands in" : "fails";
}

function named(objects: readonly FoundObject[]): Map<string, FoundObject> {
  return new Map(objects.map((one) => [objectName(one), one]));
}

/** What files of a family would have made, and none of them has. */
function missingOf(kind: string, { loaded, objects }: LoadedFamily): Map<string, NamedObject> {
  const all = loaded.flatMap(({ notMade }) => notMade).filter((one) => one.kind === kind);
  const lacking = all.filter((one) => !objects.some((object) => isNamedAs(one, object)));
  return new Map(lacking.map((one) => [objectName({ ...one, arguments: null }), one]));
}

/** Whether an object is one that a statement names: by all of its name but its arguments. */
export function isNamedAs(named: NamedObject, object: FoundObject): boolean {
  const { kind, name, schema, table } = object;
  const isThere = kind === named.kind && name === named.name;
  if (kind === "extension" || kind === "schema") return isThere;
  return isThere && schema === named.schema && (kind === "index" || table === named.table);
}

/** Access methods of indexes: whether any is made, where a file wants one. */
function indexKinds(families: readonly LoadedFamily[]): MatrixRow[] {
  const made = families.map(
    ({ abilities }) => new Set([...abilities.values()].flatMap(({ indexes }) => indexes)),
  );
  const wanted = families.map(
    ({ loaded }) =>
      new Set(loaded.flatMap(({ notMade }) => notMade.flatMap(({ method }) => method ?? []))),
  );
  const names = [...new Set([...made, ...wanted].flatMap((all) => [...all]))].sort();
  return names.map((name) => {
    const cells = families.flatMap((family, at): [string, Cell][] => {
      const isMade = made[at]?.has(name) === true;
      if (!isMade && !wanted[at]?.has(name)) return [];
      return [[family.name, { outcome: isMade ? "loads" : "fails", shape: null, passedOver: [] }]];
    });
    return { kind: "index kind", name, cells: Object.fromEntries(cells) };
  });
}

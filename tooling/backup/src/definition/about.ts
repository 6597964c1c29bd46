import type { Statement } from "@deepiri/sql";

/** What a statement of pg_dump's makes, changes or gives rights on. */
export type About =
  /** A table, view, sequence, type, function or the like, or a part of one. */
  | { readonly kind: "object"; readonly schema: string; readonly name: string }
  | { readonly kind: "schema"; readonly name: string }
  | { readonly kind: "extension"; readonly name: string }
  /** Of the database as a whole, such as an event trigger. */
  | { readonly kind: "database" }
  /** How tables that follow are made. */
  | { readonly kind: "setting" };

/** A parse tree as data; PostgreSQL's parser has a few hundred kinds of nodes. */
export type Tree = { readonly [field: string]: unknown };

interface RangeVar {
  readonly schemaname?: string;
  readonly relname: string;
}

/** What the statement is about. Names are taken from its parse tree, so it does not matter how odd they are. */
export function aboutOf({ kind, node }: Statement): About {
  if (kind === "VariableSetStmt") return { kind: "setting" };
  if (kind === "CreateEventTrigStmt") return { kind: "database" };
  const tree = treeOf(node, kind);
  const relation = kind === "CompositeTypeStmt" ? tree.typevar : relationIn(tree);
  if (isRangeVar(relation)) return object([relation.schemaname ?? "", relation.relname]);
  if (kind === "CreateSchemaStmt") return { kind: "schema", name: String(tree.schemaname) };
  if (kind === "CreateExtensionStmt") return { kind: "extension", name: String(tree.extname) };
  const names = firstNames(tree);
  const type = tree.objtype ?? tree.objectType;
  // Of all that it may name in strings, only the schema is one.
  const isOfSchema = type === "OBJECT_SCHEMA" || kind === "AlterDefaultPrivilegesStmt";
  if (isOfSchema && names.length === 1) return { kind: "schema", name: names[0] ?? "" };
  if (type === "OBJECT_EXTENSION") return { kind: "extension", name: names[0] ?? "" };
  return names.length > 1 ? object(names) : { kind: "database" };
}

/** The node within its wrapper of one key. */
export function treeOf(node: object, kind: string): Tree {
  return ((node as Tree)[kind] ?? {}) as Tree;
}

function object([schema = "", name = ""]: readonly string[]): About {
  return { kind: "object", schema, name };
}

/** The relation that a statement names first: the one that it makes or changes. */
function relationIn(tree: Tree): unknown {
  const { relation, table, view, sequence, into, base, objects, relations } = tree;
  const [first] = [objects, relations].flatMap((all) => (Array.isArray(all) ? all : []));
  return (
    relation ??
    table ??
    view ??
    sequence ??
    (into as Tree | undefined)?.rel ??
    (base as Tree | undefined)?.relation ??
    (first as Tree | undefined)?.RangeVar
  );
}

export function isRangeVar(value: unknown): value is RangeVar {
  return typeof value === "object" && value !== null && "relname" in value;
}

/** The first name in a tree, as the list of its parts. */
function firstNames(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    const parts = value.map(textOf);
    if (parts.length > 0 && parts.every((part) => part !== undefined)) return parts as string[];
  }
  const own = textOf(value);
  if (own !== undefined) return [own];
  for (const inner of Object.values(value)) {
    const names = firstNames(inner);
    if (names.length > 0) return names;
  }
  return [];
}

function textOf(value: unknown): string | undefined {
  return (value as { String?: { sval?: string } } | null)?.String?.sval;
}

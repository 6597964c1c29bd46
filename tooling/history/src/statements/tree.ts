/** A node of PostgreSQL's parse tree, read as data: what a fold asks of it is little. */
export type Tree = Readonly<Record<string, unknown>>;

/** The node without its kind: `{ CreateStmt: {...} }` gives `{...}`. */
export function inner(node: unknown, kind: string): Tree | undefined {
  return (node as Tree | undefined)?.[kind] as Tree | undefined;
}

/** A list of nodes; empty where there is none. */
export function list(tree: Tree, name: string): Tree[] {
  return (tree[name] ?? []) as Tree[];
}

/** The texts of a list of names, such as those of `a.b`. */
export function names(nodes: unknown): string[] {
  const some = (nodes ?? []) as { String?: { sval?: string } }[];
  return some.flatMap(({ String: text }) => text?.sval ?? []);
}

/** A qualified name; one without schema is made in public. */
export function qualified(parts: readonly string[]): string {
  return JSON.stringify(parts.length === 1 ? ["public", ...parts] : parts);
}

/** The name of the relation that a RangeVar names. */
export function relationName(range: unknown): string | undefined {
  const { schemaname = "public", relname } = (range ?? {}) as Record<string, string>;
  return relname === undefined ? undefined : qualified([schemaname, relname]);
}

/** Whether a name stands anywhere in a node, as that of a column does. */
export function mentions(node: unknown, name: string): boolean {
  if (typeof node === "string") return node === name;
  if (typeof node !== "object" || node === null) return false;
  return Object.values(node).some((part) => mentions(part, name));
}

/** A node as a text to compare by, wherever it stands. */
export function meaning(node: unknown): string {
  return JSON.stringify(node, (key, value) => (key === "location" ? undefined : value));
}

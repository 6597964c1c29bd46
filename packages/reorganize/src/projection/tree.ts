import type { Node, SelectStmt } from "@deepiri/sql";

/** The parts of parse trees that are made here rather than read. */
export function columnRef(...fields: readonly string[]): Node {
  return { ColumnRef: { fields: fields.map((sval) => ({ String: { sval } })) } };
}

export function rangeVar(relname: string, aliasname?: string): Node {
  const alias = aliasname === undefined ? {} : { alias: { aliasname } };
  return { RangeVar: { relname, inh: true, relpersistence: "p", ...alias } };
}

export function target(val: Node, name: string): Node {
  return { ResTarget: { name, val } };
}

export function equal(lexpr: Node, rexpr: Node): Node {
  return { A_Expr: { kind: "AEXPR_OP", name: [{ String: { sval: "=" } }], lexpr, rexpr } };
}

export function isNull(arg: Node): Node {
  return { NullTest: { arg, nulltesttype: "IS_NULL" } };
}

export function and(...args: Node[]): Node {
  return args.length === 1
    ? (args[0] as Node)
    : { BoolExpr: { boolop: "AND_EXPR", args: args.flatMap(conjuncts) } };
}

export function or(...args: Node[]): Node {
  return { BoolExpr: { boolop: "OR_EXPR", args } };
}

/** What AND joins; the parser makes one list of it. */
export function conjuncts(node: Node): Node[] {
  const found = "BoolExpr" in node ? node.BoolExpr : undefined;
  return found?.boolop === "AND_EXPR" ? (found.args ?? []) : [node];
}

/** The SELECT that a node is, if it is one. */
export function selectOf(node: Node | undefined): SelectStmt | undefined {
  return node && "SelectStmt" in node ? node.SelectStmt : undefined;
}

/** Whether the SELECT joins two others by UNION or the like. */
export function isSetOperation({ op }: SelectStmt): boolean {
  return op !== undefined && op !== "SETOP_NONE";
}

/** Every node of a tree, the root first, and the keys under which it lies in its parent. */
export function* nodesOf(tree: unknown): Generator<readonly [kind: string, body: Fields]> {
  if (typeof tree !== "object" || tree === null) return;
  for (const [key, value] of Object.entries(tree)) {
    if (/^[A-Z]/.test(key)) yield [key, value as Fields];
    yield* nodesOf(value);
  }
}

/** What a node of any kind holds. */
export type Fields = Readonly<Record<string, unknown>>;

/** The names in a reference to a column, such as `m.id`; a star is "*". */
export function fieldsOf(reference: Fields): string[] {
  const fields = (reference.fields ?? []) as { String?: { sval?: string } }[];
  return fields.map(({ String: name }) => name?.sval ?? "*");
}

import type { Node } from "@deepiri/sql";
import { fieldsOf, nodesOf } from "./tree.js";

/** What stands at one place of a FROM: a table, a function, a subquery. */
export interface Leaf {
  readonly node: Node;
  /** By what name the query knows it. */
  readonly alias: string;
}

/** The leaves of a FROM, in the order in which they stand there. */
export function leavesOf(from: readonly Node[]): Leaf[] {
  return from.flatMap((node) => {
    if (!("JoinExpr" in node)) return [{ node, alias: aliasOf(node) }];
    const { larg, rarg } = node.JoinExpr;
    return leavesOf([larg, rarg].filter((side) => side !== undefined));
  });
}

/** Whether each of its joins says by a condition what it joins. */
export function joinsByConditions(from: readonly Node[]): boolean {
  return from.every((node) => {
    if (!("JoinExpr" in node)) return true;
    const { isNatural, usingClause, alias, larg, rarg } = node.JoinExpr;
    const sides = [larg, rarg].filter((side) => side !== undefined);
    return !isNatural && !usingClause && !alias && joinsByConditions(sides);
  });
}

/** The leaves that an expression reads; undefined where it does not say of which leaf a column is. */
export function leavesRead(tree: unknown, leaves: readonly Leaf[]): Set<Leaf> | undefined {
  const read = new Set<Leaf>();
  for (const [kind, body] of nodesOf(tree)) {
    if (kind !== "ColumnRef") continue;
    const fields = fieldsOf(body);
    const alias = fields.length > 2 ? fields[1] : fields[0];
    const leaf = leaves.find((one) => one.alias === alias);
    if (leaf) read.add(leaf);
    else if (fields.length === 1) return undefined;
  }
  return read;
}

/** Which of the other leaves a part of a FROM reads. Names that are bare within a subquery are those of its own FROM. */
export function lateralReads(tree: unknown, leaves: readonly Leaf[]): Set<Leaf> {
  const others = leaves.filter(({ node }) => node !== tree);
  const refs = [...nodesOf(tree)].filter(([kind]) => kind === "ColumnRef");
  return new Set(refs.flatMap(([, body]) => [...(leavesRead({ ColumnRef: body }, others) ?? [])]));
}

/** The name by which a query knows what stands at a place of its FROM. */
export function aliasOf(node: Node): string {
  if ("RangeVar" in node) return node.RangeVar.alias?.aliasname ?? node.RangeVar.relname ?? "";
  if ("RangeSubselect" in node) return node.RangeSubselect.alias?.aliasname ?? "";
  return "RangeFunction" in node ? (node.RangeFunction.alias?.aliasname ?? "") : "";
}

import type { Node } from "@deepiri/sql";
import { leavesOf, leavesRead } from "./leaves.js";
import type { Query } from "./query.js";

export type Join = Extract<Node, { JoinExpr: unknown }>["JoinExpr"];

/** The sides of a join that may lack a row. */
export function optionalSides({ jointype, larg, rarg }: Join): Node[] {
  const left = jointype === "JOIN_RIGHT" || jointype === "JOIN_FULL" ? [larg] : [];
  const right = jointype === "JOIN_LEFT" || jointype === "JOIN_FULL" ? [rarg] : [];
  return [...left, ...right].filter((side) => side !== undefined);
}

/** The innermost join of a FROM on a side of which a part of it may be lacking. */
export function optionalJoin(from: readonly Node[], part: Node): Join | undefined {
  return from.map((one) => innermost(one, part)).find((one) => one !== undefined);
}

/** Whether a unit is made of a table that an outer join may find nothing in. */
export function unitsMayLack({ select: { fromClause = [] }, unit }: Query): boolean {
  const leaves = leavesOf(fromClause);
  const made = leavesRead(unit, leaves) ?? new Set(leaves);
  return [...made].some(({ node }) => optionalJoin(fromClause, node) !== undefined);
}

function innermost(from: Node, part: Node): Join | undefined {
  if (!("JoinExpr" in from)) return undefined;
  const join = from.JoinExpr;
  const inner = [join.larg, join.rarg]
    .map((side) => side && innermost(side, part))
    .find((one) => one !== undefined);
  return inner ?? (optionalSides(join).some((side) => holds(side, part)) ? join : undefined);
}

/** Whether a tree holds a node of it. */
export function holds(tree: unknown, part: Node): boolean {
  return (
    tree === part ||
    (typeof tree === "object" &&
      tree !== null &&
      Object.values(tree).some((one) => holds(one, part)))
  );
}

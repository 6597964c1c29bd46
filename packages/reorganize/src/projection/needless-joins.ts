import type { Node } from "@deepiri/sql";
import { joinsByConditions, type Leaf, lateralReads, leavesOf, leavesRead } from "./leaves.js";

/**
 * A FROM without the optional joins of which nothing is read: they only repeat its rows, some of them many times.
 *
 * @param outside the expressions that read it
 */
export function withoutNeedlessJoins(from: readonly Node[], outside: readonly unknown[]): Node[] {
  const leaves = leavesOf(from);
  const needed = leavesRead(outside, leaves);
  if (!needed || !joinsByConditions(from)) return [...from];
  // What stands to the right may read what stands to the left.
  return from
    .toReversed()
    .map((node) => strip(node, { leaves, needed }))
    .toReversed();
}

interface Needs {
  readonly leaves: readonly Leaf[];
  /** What is read by all that has been looked at. */
  readonly needed: Set<Leaf>;
}

function strip(node: Node, needs: Needs): Node {
  const { leaves, needed } = needs;
  const need = (all: Iterable<Leaf>): void => {
    for (const one of all) needed.add(one);
  };
  if (!("JoinExpr" in node)) {
    if (!("RangeVar" in node)) need(lateralReads(node, leaves));
    return node;
  }
  const { larg, rarg, quals, jointype } = node.JoinExpr;
  if (!larg || !rarg) return node;
  const isRead = leavesOf([rarg]).some(({ node: own }) =>
    [...needed].some((one) => one.node === own),
  );
  if (jointype === "JOIN_LEFT" && !isRead) return strip(larg, needs);
  need(leavesRead(quals, leaves) ?? leaves);
  const right = strip(rarg, needs);
  return { JoinExpr: { ...node.JoinExpr, larg: strip(larg, needs), rarg: right } };
}

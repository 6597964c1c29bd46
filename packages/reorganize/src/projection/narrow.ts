import type { Node, SelectStmt } from "@deepiri/sql";
import { joinsByConditions, type Leaf, lateralReads, leavesOf, leavesRead } from "./leaves.js";
import { holds } from "./optional.js";
import type { Query, Read } from "./query.js";
import { and, conjuncts } from "./tree.js";

/**
 * The FROM and WHERE of a query without all that does not lead from a table to the unit. So it gives at
 * least the units that rows of the table belong to, whatever becomes of other tables in the same statement:
 * what stands on the way is nearer to the unit, and its own rows lead there without this table. An
 * expression that some row makes fail is left out, too, where it only says which rows are taken.
 */
export function narrow(query: Query, read: Read): Pick<SelectStmt, "fromClause" | "whereClause"> {
  const { fromClause = [], whereClause } = query.select;
  const leaves = leavesOf(fromClause);
  const [only] = leaves;
  if (leaves.length === 1 && only?.node === read.node) return { fromClause };
  const graph = joinsByConditions(fromClause) ? graphOf(query, leaves) : undefined;
  if (!graph) return { fromClause, ...(whereClause ? { whereClause } : {}) };
  const kept = wayFrom(holding(leaves, read), graph);
  const conditions: Node[] = [];
  const from = fromClause.flatMap((node) => prune(node, kept, graph, conditions) ?? []);
  const joining = [...conditions, ...conjunctsOf(whereClause)].filter((one) => {
    const read = leavesRead(one, leaves);
    return read !== undefined && read.size > 1 && [...read].every((leaf) => kept.has(leaf));
  });
  return { fromClause: from, ...(joining.length > 0 ? { whereClause: and(...joining) } : {}) };
}

/**
 * Whether the unit of a row of the table is also made of other tables, so that it cannot be found by the row
 * once one of these has changed, too.
 */
export function isEntangled(query: Query, read: Read): boolean {
  const leaves = leavesOf(query.select.fromClause ?? []);
  const [only] = leaves;
  if (leaves.length === 1 && only?.node === read.node) return false;
  const graph = joinsByConditions(query.select.fromClause ?? [])
    ? graphOf(query, leaves)
    : undefined;
  const tables = query.reads.map((one) => holding(leaves, one));
  if (!graph) return new Set(tables).size > 1;
  const made = wayFrom(holding(leaves, read), { ...graph, next: new Map() });
  return graph.unit.has(holding(leaves, read)) && tables.filter((one) => made.has(one)).length > 1;
}

interface Graph {
  readonly leaves: readonly Leaf[];
  /** Those that the unit is made of. */
  readonly unit: ReadonlySet<Leaf>;
  /** Leaves that stand in one condition, or of which one is made of the other. */
  readonly next: ReadonlyMap<Leaf, ReadonlySet<Leaf>>;
  /** Leaves without which a leaf cannot be. */
  readonly needs: ReadonlyMap<Leaf, ReadonlySet<Leaf>>;
}

function graphOf({ select, unit }: Query, leaves: readonly Leaf[]): Graph | undefined {
  const next = new Map(leaves.map((leaf) => [leaf, new Set<Leaf>()]));
  const needs = new Map<Leaf, Set<Leaf>>();
  const made = leavesRead(unit, leaves);
  const conditions = [
    ...(select.fromClause ?? []).flatMap(qualsIn).flatMap(conjunctsOf),
    ...conjunctsOf(select.whereClause),
  ];
  const together = conditions.map((one) => leavesRead(one, leaves));
  if (!made || made.size === 0 || together.includes(undefined)) return undefined;
  for (const leaf of leaves) {
    const body = "RangeVar" in leaf.node ? new Set<Leaf>() : lateralReads(leaf.node, leaves);
    needs.set(leaf, body);
    together.push(new Set([leaf, ...body]));
  }
  for (const set of together)
    for (const one of set ?? [])
      for (const other of set ?? []) if (one !== other) next.get(one)?.add(other);
  return { leaves, unit: made, next, needs };
}

function qualsIn(node: Node): Node[] {
  if (!("JoinExpr" in node)) return [];
  const { larg, rarg, quals } = node.JoinExpr;
  return [
    ...(quals ? [quals] : []),
    ...[larg, rarg].flatMap((side) => (side ? qualsIn(side) : [])),
  ];
}

function conjunctsOf(node: Node | undefined): Node[] {
  return node ? conjuncts(node) : [];
}

function holding(leaves: readonly Leaf[], { node }: Read): Leaf {
  return leaves.find((leaf) => holds(leaf.node, node)) as Leaf;
}

/** The leaves of the unit and a shortest way from one leaf to them, with all that those cannot be without. */
function wayFrom(leaf: Leaf, { unit, next, needs }: Graph): Set<Leaf> {
  const toUnit = new Map<Leaf, Leaf | undefined>([...unit].map((one) => [one, undefined]));
  for (const one of toUnit.keys())
    for (const other of next.get(one) ?? []) if (!toUnit.has(other)) toUnit.set(other, one);
  const kept = new Set(unit);
  for (let at: Leaf | undefined = leaf; at; at = toUnit.get(at)) kept.add(at);
  for (const one of kept) for (const other of needs.get(one) ?? []) kept.add(other);
  return kept;
}

/** A node of FROM without the leaves that are not kept; conditions of inner joins that go are gathered. */
function prune(
  node: Node,
  kept: ReadonlySet<Leaf>,
  graph: Graph,
  conditions: Node[],
): Node | undefined {
  if (!("JoinExpr" in node))
    return graph.leaves.some((leaf) => leaf.node === node && kept.has(leaf)) ? node : undefined;
  const { larg, rarg, quals, jointype = "JOIN_INNER" } = node.JoinExpr;
  const left = larg && prune(larg, kept, graph, conditions);
  const right = rarg && prune(rarg, kept, graph, conditions);
  const isInner = jointype === "JOIN_INNER";
  if (!left || !right) {
    if (isInner) conditions.push(...conjunctsOf(quals));
    return left ?? right;
  }
  const able = conjunctsOf(quals).filter((one) =>
    [...(leavesRead(one, graph.leaves) ?? [])].every((leaf) => kept.has(leaf)),
  );
  const { quals: _, ...join } = node.JoinExpr;
  return {
    JoinExpr: {
      ...join,
      larg: left,
      rarg: right,
      ...(able.length > 0
        ? { quals: and(...able) }
        : isInner
          ? {}
          : { quals: { A_Const: { boolval: { boolval: true } } } }),
    },
  };
}

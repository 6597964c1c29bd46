import type { Node, SelectStmt } from "@deepiri/sql";
import { joinsByConditions, type Leaf, lateralReads, leavesOf, leavesRead } from "./leaves.js";
import type { Join } from "./optional.js";
import { and, conjuncts, type Fields, fieldsOf } from "./tree.js";

type From = Pick<SelectStmt, "fromClause" | "whereClause">;

/**
 * The same FROM and WHERE, beginning with what has the alias, and going on to what a condition joins to that. Of a long
 * join the server plans only the first relations together, eight unless it is told otherwise: it would join all rows of
 * these before it looks at those that it is to find. What cannot be turned round stays as it is.
 */
export function outward(from: From, alias: string): From {
  const { fromClause = [], whereClause } = from;
  const leaves = leavesOf(fromClause);
  const flat = joinsByConditions(fromClause) ? flatten(fromClause) : undefined;
  const { items: all, conditions } = withoutNeedless({
    items: flat?.items ?? [],
    conditions: [...(flat?.conditions ?? []), ...(whereClause ? conjuncts(whereClause) : [])],
  });
  const items = all.map((item) => placing(item, leaves));
  const order = inOrder(
    items,
    conditions.flatMap((one) => leavesRead(one, leaves) ?? []),
    alias,
  );
  const [first, ...others] = order ?? [];
  if (!first) return from;
  const joined = others.reduce(
    (larg, { node, quals }): Node => ({
      JoinExpr: quals
        ? { jointype: "JOIN_LEFT", larg, rarg: node, quals }
        : { jointype: "JOIN_INNER", larg, rarg: node },
    }),
    first.node,
  );
  return {
    fromClause: [joined],
    ...(conditions.length > 0 ? { whereClause: and(...conditions) } : {}),
  };
}

/** What is joined; only if it is there, where it has conditions of its own. */
interface Item {
  readonly node: Node;
  readonly quals?: Node;
}

interface Flat {
  readonly items: readonly Item[];
  readonly conditions: readonly Node[];
}

/** Joins as a list; undefined where one of them is another than inner or left. */
function flatten(nodes: readonly Node[]): Flat | undefined {
  const all = nodes.map((node) => ("JoinExpr" in node ? flattenJoin(node.JoinExpr) : alone(node)));
  return all.reduce(
    (one, other) =>
      one &&
      other && {
        items: [...one.items, ...other.items],
        conditions: [...one.conditions, ...other.conditions],
      },
    { items: [], conditions: [] },
  );
}

function flattenJoin({ larg, rarg, quals, jointype = "JOIN_INNER" }: Join): Flat | undefined {
  if (!larg || !rarg) return undefined;
  if (jointype === "JOIN_INNER") {
    const both = flatten([larg, rarg]);
    return (
      both && { ...both, conditions: [...both.conditions, ...(quals ? conjuncts(quals) : [])] }
    );
  }
  const left = jointype === "JOIN_LEFT" && quals ? flatten([larg]) : undefined;
  return left && { ...left, items: [...left.items, { node: rarg, quals: quals as Node }] };
}

function alone(node: Node): Flat {
  return { items: [{ node }], conditions: [] };
}

/** The list where what an equality asks for is joined for sure: it finds no null. */
function withoutNeedless({ items, conditions }: Flat): Flat {
  const asked = new Set(conditions.flatMap(columnsOfEquality));
  const needless = items.find(
    ({ node, quals }) => quals && leavesOf([node]).some(({ alias }) => asked.has(alias)),
  );
  const inner = needless && flatten([needless.node]);
  if (!needless?.quals || !inner) return { items, conditions };
  return withoutNeedless({
    items: items.flatMap((item) => (item === needless ? inner.items : [item])),
    conditions: [...conditions, ...inner.conditions, ...conjuncts(needless.quals)],
  });
}

/** The names of what has the columns that an equality compares. */
function columnsOfEquality(condition: Node): string[] {
  if (!("A_Expr" in condition) || condition.A_Expr.kind !== "AEXPR_OP") return [];
  const { name: [operator] = [], lexpr, rexpr } = condition.A_Expr;
  if (!operator || !("String" in operator) || operator.String.sval !== "=") return [];
  return [lexpr, rexpr].flatMap((side) => {
    const fields = side && "ColumnRef" in side ? fieldsOf(side.ColumnRef as Fields) : [];
    return fields.slice(-2, -1);
  });
}

interface Placing extends Item {
  readonly own: ReadonlySet<Leaf>;
  /** What has to stand before it. */
  readonly needs: ReadonlySet<Leaf>;
}

function placing({ node, quals }: Item, leaves: readonly Leaf[]): Placing {
  const nodes = leavesOf([node]).map((leaf) => leaf.node);
  const own = new Set(leaves.filter((leaf) => nodes.includes(leaf.node)));
  const others = leaves.filter((leaf) => !own.has(leaf));
  const needs = new Set([...lateralReads(node, others), ...lateralReads(quals, others)]);
  return { node, ...(quals ? { quals } : {}), own, needs };
}

/** The items one after the other; undefined where one of them has no place. */
function inOrder(
  items: readonly Placing[],
  links: readonly ReadonlySet<Leaf>[],
  alias: string,
): Placing[] | undefined {
  const order = items.filter(
    ({ quals, own }) => !quals && [...own].some((leaf) => leaf.alias === alias),
  );
  const placed = new Set(order.flatMap(({ own }) => [...own]));
  while (order.length > 0 && order.length < items.length) {
    const ready = items.filter(
      (one) => !order.includes(one) && [...one.needs].every((leaf) => placed.has(leaf)),
    );
    const isLinked = ({ own }: Placing): boolean =>
      links.some(
        (link) =>
          [...link].some((leaf) => own.has(leaf)) &&
          [...link].some((leaf) => placed.has(leaf)) &&
          [...link].every((leaf) => own.has(leaf) || placed.has(leaf)),
      );
    const next =
      ready.find((one) => !one.quals && isLinked(one)) ??
      ready.find(({ quals }) => quals) ??
      ready[0];
    if (!next) return undefined;
    order.push(next);
    for (const leaf of next.own) placed.add(leaf);
  }
  return order.length === items.length ? order : undefined;
}

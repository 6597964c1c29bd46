import type { Node, SelectStmt } from "@deepiri/sql";
import { unitColumn } from "./evaluate.js";
import { leavesOf } from "./leaves.js";
import { narrow } from "./narrow.js";
import { holds, unitsMayLack } from "./optional.js";
import { outward } from "./outward.js";
import type { Query, Read } from "./query.js";
import { isSetOperation, selectOf, target } from "./tree.js";
import { writeQuery } from "./write-query.js";

/**
 * SQL of the units that rows of a table belong to, and maybe of others: the query over these rows in place of
 * the table, without what it makes of them and without what does not lead from them to the unit. What it
 * joins optionally is joined for sure where the rows come in by that.
 *
 * @param read the place in FROM where the rows stand
 * @param rows what stands there; it has the columns of the table
 * @param elsewhere what stands at other places of the same table; the table if left out
 */
export async function affectedSql(
  query: Query,
  read: Read,
  rows: Node,
  elsewhere?: (alias: string) => Node,
): Promise<string> {
  const replaced = (one: Read): Node | undefined =>
    one === read ? rows : one.table === read.table ? elsewhere?.(one.alias) : undefined;
  const narrowed = narrow(query, read);
  // A join without all that it is by finds something where the whole one may find nothing.
  const isWhole =
    leavesOf(narrowed.fromClause ?? []).length === leavesOf(query.select.fromClause ?? []).length;
  const ways = isWhole || !unitsMayLack(query) ? [narrowed] : [narrowed, query.select];
  const all = ways.map(({ fromClause = [], whereClause }) => {
    const at = leavesOf(fromClause).find(({ node }) => holds(node, read.node));
    const reached = reach(fromClause, read, replacer(query, replaced)) ?? [];
    return writeQuery({
      distinctClause: [{} as Node],
      targetList: query.unit.map((part, index) => target(part, unitColumn(index))),
      ...outward({ fromClause: reached, ...(whereClause ? { whereClause } : {}) }, at?.alias ?? ""),
    });
  });
  return (await Promise.all(all)).join("\nUNION\n");
}

/** The FROM of a query, as it reaches only rows to which the table at `read` contributes. */
export function reachedFrom({ select: { fromClause = [] } }: Query, read: Read): Node[] {
  return reach(fromClause, read, (node) => node) ?? [];
}

type Replace = (node: Node) => Node;

/** What puts something else in the place of what is read. */

export function replacer({ reads }: Query, replaced: (read: Read) => Node | undefined): Replace {
  const by = new Map(reads.map((read) => [read.node, replaced(read)]));
  const replace = (node: Node): Node => {
    const other = by.get(node);
    if (other) return other;
    if ("JoinExpr" in node) {
      const { larg, rarg, ...join } = node.JoinExpr;
      return {
        JoinExpr: {
          ...join,
          ...(larg ? { larg: replace(larg) } : {}),
          ...(rarg ? { rarg: replace(rarg) } : {}),
        },
      };
    }
    return node;
  };
  return replace;
}

/** A FROM that holds only rows to which the table at `read` contributes; undefined where it is not in it. */
function reach(from: readonly Node[], read: Read, replace: Replace): Node[] | undefined {
  const reached = from.map((node) => reachIn(node, read, replace));
  if (reached.every((node) => node === undefined)) return undefined;
  return from.map((node, index) => reached[index] ?? replace(node));
}

function reachIn(node: Node, read: Read, replace: Replace): Node | undefined {
  if (node === read.node) return replace(node);
  if ("JoinExpr" in node) return reachInJoin(node.JoinExpr, read, replace);
  if (!("RangeSubselect" in node)) return undefined;
  const inner = selectOf(node.RangeSubselect.subquery);
  const reached = inner && reachInSubquery(inner, read, replace);
  return (
    reached && { RangeSubselect: { ...node.RangeSubselect, subquery: { SelectStmt: reached } } }
  );
}

type Join = Extract<Node, { JoinExpr: unknown }>["JoinExpr"];

function reachInJoin(join: Join, read: Read, replace: Replace): Node | undefined {
  const { larg, rarg, jointype = "JOIN_INNER" } = join;
  if (!larg || !rarg) return undefined;
  const left = reachIn(larg, read, replace);
  if (left) {
    // Rows of the right side alone are not reached.
    const type = ({ JOIN_FULL: "JOIN_LEFT", JOIN_RIGHT: "JOIN_INNER" } as const)[
      jointype as "JOIN_FULL"
    ];
    return { JoinExpr: { ...join, larg: left, rarg: replace(rarg), jointype: type ?? jointype } };
  }
  const right = reachIn(rarg, read, replace);
  if (!right) return undefined;
  const type = ({ JOIN_FULL: "JOIN_RIGHT", JOIN_LEFT: "JOIN_INNER" } as const)[
    jointype as "JOIN_FULL"
  ];
  return { JoinExpr: { ...join, larg: replace(larg), rarg: right, jointype: type ?? jointype } };
}

/** The branch of a UNION ALL in which the table is read, and no other. */
function reachInSubquery(select: SelectStmt, read: Read, replace: Replace): SelectStmt | undefined {
  if (isSetOperation(select))
    return [select.larg, select.rarg]
      .map((side) => side && reachInSubquery(side, read, replace))
      .find((side) => side !== undefined);
  const from = reach(select.fromClause ?? [], read, replace);
  return from && { ...select, fromClause: from };
}

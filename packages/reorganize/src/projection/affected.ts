import type { Node, SelectStmt } from "@deepiri/sql";
import { unitColumn } from "./evaluate.js";
import type { Query, Read } from "./query.js";
import { fieldsOf, isSetOperation, nodesOf, selectOf, target } from "./tree.js";
import { writeQuery } from "./write-query.js";

/**
 * SQL of the units that rows of a table belong to, and maybe of some others: the query over these rows in place
 * of the table, without what it makes of them, and without the conditions under which it shows them. Other tables
 * may have changed with the same statement, so no row of theirs has to be there but on the way to the unit.
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
  const select = {
    distinctClause: [{} as Node],
    targetList: query.unit.map((part, index) => target(part, unitColumn(index))),
  };
  if (query.unit.every((part) => isOf(part, read)))
    return writeQuery({ ...select, fromClause: [rows] });
  const replaced = (one: Read): Node | undefined =>
    one === read ? rows : one.table === read.table ? elsewhere?.(one.alias) : undefined;
  const { fromClause = [], whereClause } = query.select;
  const joinsByWhere = fromClause.length > 1 && whereClause;
  return writeQuery({
    ...select,
    fromClause: reach(fromClause, read, replacer(query, replaced)) ?? [],
    ...(joinsByWhere ? { whereClause } : {}),
  });
}

/** Whether an expression is one over the columns of a table alone. */
function isOf(part: Node, { alias }: Read): boolean {
  const columns = [...nodesOf(part)].filter(([kind]) => kind === "ColumnRef");
  return (
    columns.length > 0 &&
    columns.every(([, body]) => {
      const fields = fieldsOf(body);
      return fields.length === 2 && fields[0] === alias;
    })
  );
}

type Replace = (node: Node) => Node;

function replacer({ reads }: Query, replaced: (read: Read) => Node | undefined): Replace {
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
  if (left) return joined(join, left, replace(rarg), alone[jointype] ?? jointype);
  const right = reachIn(rarg, read, replace);
  return right && joined(join, loosened(replace(larg)), right, needed[jointype] ?? jointype);
}

type JoinType = NonNullable<Join["jointype"]>;

/** How the right side is joined where the left one is reached: nothing of it has to be there, nor is there alone. */
const alone: Partial<Record<JoinType, JoinType>> = {
  JOIN_INNER: "JOIN_LEFT",
  JOIN_FULL: "JOIN_LEFT",
  JOIN_RIGHT: "JOIN_LEFT",
};

/** How the left side is joined where the right one is reached: it has to be there, or has not. */
const needed: Partial<Record<JoinType, JoinType>> = {
  JOIN_LEFT: "JOIN_INNER",
  JOIN_FULL: "JOIN_RIGHT",
};

function joined(join: Join, larg: Node, rarg: Node, jointype: JoinType): Node {
  // A join without a condition is one by CROSS JOIN.
  const condition = join.quals || join.usingClause || join.isNatural ? {} : { quals: isTrue };
  return {
    JoinExpr: { ...join, ...(jointype === "JOIN_INNER" ? {} : condition), larg, rarg, jointype },
  };
}

const isTrue: Node = { A_Const: { boolval: { boolval: true } } };

function loosened(node: Node): Node {
  if (!("JoinExpr" in node)) return node;
  const { larg, rarg, jointype = "JOIN_INNER" } = node.JoinExpr;
  if (!larg || !rarg || jointype !== "JOIN_INNER") return node;
  return joined(node.JoinExpr, loosened(larg), rarg, "JOIN_LEFT");
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

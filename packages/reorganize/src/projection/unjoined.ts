import type { Node } from "@deepiri/sql";
import { replacer } from "./affected.js";
import { unitColumn } from "./evaluate.js";
import { leavesOf } from "./leaves.js";
import { holds, type Join, optionalJoin, optionalSides, unitsMayLack } from "./optional.js";
import type { Query, Read } from "./query.js";
import { and, type Fields, nodesOf, target } from "./tree.js";
import { writeQuery } from "./write-query.js";

/**
 * SQL of the units to which rows belong when an outer join finds nothing for them in a table where it finds
 * these rows now, or did: they had them before the rows came, and have them once they are gone. Undefined
 * where no unit depends on that.
 *
 * @param read the place in FROM where the rows stand
 * @param rows what stands there; it has the columns of the table
 * @param nothing what has no row, with the columns of the table
 */
export async function unjoinedSql(
  query: Query,
  read: Read,
  rows: Node,
  nothing: Node,
): Promise<string | undefined> {
  const { fromClause = [], whereClause } = query.select;
  const join = optionalJoin(fromClause, read.node);
  if (!join || !unitsMayLack(query)) return undefined;
  const replace = replacer(query, (one) => (one === read ? nothing : undefined));
  const found = isFoundBy(join, read, rows);
  const conditions = [...(whereClause ? [whereClause] : []), ...(found ? [found] : [])];
  return writeQuery({
    distinctClause: [{} as Node],
    targetList: query.unit.map((part, index) => target(part, unitColumn(index))),
    fromClause: fromClause.map(replace),
    ...(conditions.length > 0 ? { whereClause: and(...conditions) } : {}),
  });
}

/** That the join finds one of the rows; undefined where it also looks at others of their side, and any may be it. */
function isFoundBy(join: Join, read: Read, rows: Node): Node | undefined {
  const side = optionalSides(join).find((one) => holds(one, read.node));
  const others = side ? leavesOf([side]).filter(({ node }) => node !== read.node) : [];
  const { quals } = join;
  const isSimple =
    quals && side === read.node && others.length === 0 && ![...nodesOf(quals)].some(isBare);
  if (!isSimple) return undefined;
  const subselect: Node = {
    SelectStmt: {
      targetList: [target({ A_Const: { ival: { ival: 1 } } }, "one")],
      fromClause: [rows],
      whereClause: quals,
    } as never,
  };
  return { SubLink: { subLinkType: "EXISTS_SUBLINK", subselect } };
}

/** Whether it is a column without the name of its table, which within a subquery would be another. */
function isBare([kind, body]: readonly [string, Fields]): boolean {
  return kind === "ColumnRef" && ((body.fields ?? []) as unknown[]).length < 2;
}

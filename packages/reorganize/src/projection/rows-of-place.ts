import type { Node, SelectStmt } from "@deepiri/sql";
import { reachedFrom } from "./affected.js";
import { unitColumn } from "./evaluate.js";
import { withoutNeedlessJoins } from "./needless-joins.js";
import type { Query, Read } from "./query.js";
import { columnRef, isSetOperation, selectOf, target } from "./tree.js";
import { writeQuery } from "./write-query.js";

/** What tells a row of any table from all others: the partition that it lies in, and where. */
const place = { _table: "tableoid", _row: "ctid" } as const;

/**
 * SQL of the rows that a query comes upon where it reads a table: `_table` and `_row`, and the unit. Of the
 * table that units are rows of, these are all, and the query's expressions are not looked at. One may be there several times.
 */
export async function rowsOfPlace(query: Query, read: Read): Promise<string> {
  const units = query.unit.map((part, index) => target(part, unitColumn(index)));
  if (!query.grouped && read === query.reads[0])
    return writeQuery({
      targetList: [...placeTargets(inRow(read.alias)), ...units],
      fromClause: [read.node],
    });
  const from = reachedFrom(query, read).map((node) => carry(node, read));
  const at = from.find(({ row }) => row)?.row;
  if (!at) throw new TypeError(`${read.table} is not in the query of its projection`);
  const { whereClause } = query.select;
  const targetList = [...placeTargets(at), ...units];
  const nodes = from.map(({ node }) => node);
  return writeQuery({
    targetList,
    fromClause: withoutNeedlessJoins(nodes, [targetList, whereClause]),
    ...(whereClause ? { whereClause } : {}),
  });
}

/** Whether the units are made of what is read there: it stands where the query begins. */
export function isOwnPlace({ select }: Query, read: Read): boolean {
  const [first] = select.fromClause ?? [];
  return first !== undefined && begins(first, read);
}

function begins(node: Node, read: Read): boolean {
  if (node === read.node) return true;
  if ("JoinExpr" in node) return node.JoinExpr.larg ? begins(node.JoinExpr.larg, read) : false;
  const inner = "RangeSubselect" in node ? selectOf(node.RangeSubselect.subquery) : undefined;
  return inner ? beginsSelect(inner, read) : false;
}

function beginsSelect(select: SelectStmt, read: Read): boolean {
  if (isSetOperation(select))
    return [select.larg, select.rarg].some((side) => side && beginsSelect(side, read));
  return isOwnPlace({ select } as Query, read);
}

/** How a column of the row that is looked for is spelled. */
type Spell = (column: keyof typeof place) => Node;

const inRow =
  (alias: string): Spell =>
  (column) =>
    columnRef(alias, place[column]);

const placeTargets = (spell: Spell): Node[] =>
  (["_table", "_row"] as const).map((column) => target(spell(column), column));

interface Carried {
  readonly node: Node;
  /** How its row is told outside; undefined where it is not in there. */
  readonly row?: Spell;
}

/** The node with the place of its row brought out of the subqueries that it lies in. */
function carry(node: Node, read: Read): Carried {
  if (node === read.node) return { node, row: inRow(read.alias) };
  if ("JoinExpr" in node) {
    const { larg, rarg, ...join } = node.JoinExpr;
    const [left, right] = [larg && carry(larg, read), rarg && carry(rarg, read)];
    const row = left?.row ?? right?.row;
    return {
      node: {
        JoinExpr: {
          ...join,
          ...(left ? { larg: left.node } : {}),
          ...(right ? { rarg: right.node } : {}),
        },
      },
      ...(row ? { row } : {}),
    };
  }
  const inner = "RangeSubselect" in node ? selectOf(node.RangeSubselect.subquery) : undefined;
  if (!inner || !("RangeSubselect" in node)) return { node };
  const from = (inner.fromClause ?? []).map((one) => carry(one, read));
  const row = from.find((one) => one.row)?.row;
  if (!row) return { node };
  const select: SelectStmt = {
    ...inner,
    targetList: [...(inner.targetList ?? []), ...placeTargets(row)],
    fromClause: from.map((one) => one.node),
  };
  const alias = node.RangeSubselect.alias?.aliasname ?? "";
  return {
    node: { RangeSubselect: { ...node.RangeSubselect, subquery: { SelectStmt: select } } },
    row: (column) => columnRef(alias, column),
  };
}

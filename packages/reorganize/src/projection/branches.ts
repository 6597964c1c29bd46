import type { Node, SelectStmt } from "@deepiri/sql";
import { type Leaf, leavesOf } from "./leaves.js";
import type { Query, Read } from "./query.js";
import { and, equal, type Fields, fieldsOf, isSetOperation, nodesOf, selectOf } from "./tree.js";

/** What a column of a subquery has to be equal to. */
export interface Wanted {
  readonly column: string;
  readonly value: Node;
}

/**
 * A FROM whose subqueries state within each of their branches what is wanted of their columns. PostgreSQL
 * does not bring a condition into a branch that joins, and would evaluate it whole for a single row.
 * What is wanted must be asked of the whole as well: a branch whose column is an expression does not state it.
 *
 * @param wantedOf what is wanted of the subquery of that alias; its values may come from what stands before this FROM
 */
export function stateInBranches(
  from: readonly Node[],
  wantedOf: (alias: string) => readonly Wanted[],
): Node[] {
  return from.map((node) => {
    if ("JoinExpr" in node) {
      const { larg, rarg, ...join } = node.JoinExpr;
      const [left] = larg ? stateInBranches([larg], wantedOf) : [];
      const [right] = rarg ? stateInBranches([rarg], wantedOf) : [];
      return { JoinExpr: { ...join, ...(left && { larg: left }), ...(right && { rarg: right }) } };
    }
    const [leaf] = leavesOf([node]);
    const inner = leaf && subqueryOf(leaf);
    const wanted = inner ? wantedOf(leaf.alias) : [];
    if (!inner || wanted.length === 0 || !("RangeSubselect" in node)) return node;
    const stated = stateIn(inner, outputsOf(inner), wanted);
    return {
      RangeSubselect: { ...node.RangeSubselect, lateral: true, subquery: { SelectStmt: stated } },
    };
  });
}

/** A column of a table, as the one of a branch that tells a unit. */
export interface UnitColumn {
  readonly read: Read;
  readonly column: string;
  /** The last name of the type that it is cast to. */
  readonly cast?: string;
}

/** Of each branch of the subqueries that the unit is taken from, the plain columns among its parts, in order. */
export function unitColumnsOfBranches({ select, unit, reads }: Query): UnitColumn[][] {
  return leavesOf(select.fromClause ?? []).flatMap((leaf) => {
    const inner = subqueryOf(leaf);
    if (!inner) return [];
    const names = outputsOf(inner);
    const parts = unit.flatMap((part) => {
      const [alias, column] = "ColumnRef" in part ? fieldsOf(part.ColumnRef as Fields) : [];
      return alias === leaf.alias && column !== undefined ? [names.indexOf(column)] : [];
    });
    return branchesOf(inner).map((branch) => {
      const within = new Set([...nodesOf(branch)].map(([, body]) => body as unknown));
      return parts.flatMap((place) => {
        const plain = plainColumn(valueAt(branch, place));
        const read = reads.find(
          ({ alias, node }) =>
            alias === plain?.alias && "RangeVar" in node && within.has(node.RangeVar),
        );
        return plain && read ? [{ read, column: plain.column, ...castOf(plain.cast) }] : [];
      });
    });
  });
}

/** The subquery that a leaf is, if its columns have the names that it gives them. */
function subqueryOf({ node }: Leaf): SelectStmt | undefined {
  if (!("RangeSubselect" in node) || node.RangeSubselect.alias?.colnames) return undefined;
  return selectOf(node.RangeSubselect.subquery);
}

function branchesOf(select: SelectStmt): SelectStmt[] {
  if (!isSetOperation(select)) return [select];
  return [select.larg, select.rarg].flatMap((side) => (side ? branchesOf(side) : []));
}

function outputsOf(select: SelectStmt): (string | undefined)[] {
  const [first] = branchesOf(select);
  return (first?.targetList ?? []).map((node) => {
    const { name, val } = "ResTarget" in node ? node.ResTarget : {};
    return name ?? plainColumn(val)?.column;
  });
}

function stateIn(
  select: SelectStmt,
  names: readonly (string | undefined)[],
  wanted: readonly Wanted[],
): SelectStmt {
  if (isSetOperation(select)) {
    const { larg, rarg } = select;
    return {
      ...select,
      ...(larg && { larg: stateIn(larg, names, wanted) }),
      ...(rarg && { rarg: stateIn(rarg, names, wanted) }),
    };
  }
  const conditions = wanted.flatMap(({ column, value }) => {
    const given = valueAt(select, names.indexOf(column));
    return given && plainColumn(given) ? [equal(given, value)] : [];
  });
  const { whereClause: where } = select;
  if (conditions.length === 0 || gathers(select)) return select;
  return { ...select, whereClause: and(...(where ? [where] : []), ...conditions) };
}

/** Whether a row of the branch is made of several, so that fewer of them would make another one. */
function gathers(select: SelectStmt): boolean {
  const { groupClause, havingClause, distinctClause, limitCount, limitOffset } = select;
  return [groupClause, havingClause, distinctClause, limitCount, limitOffset].some(Boolean);
}

function valueAt({ targetList = [] }: SelectStmt, place: number): Node | undefined {
  const node = targetList[place];
  return node && "ResTarget" in node ? node.ResTarget.val : undefined;
}

interface PlainColumn {
  readonly alias: string;
  readonly column: string;
  readonly cast: string | undefined;
}

function plainColumn(value: Node | undefined): PlainColumn | undefined {
  const inner = value && "TypeCast" in value ? value.TypeCast.arg : value;
  const fields = inner && "ColumnRef" in inner ? fieldsOf(inner.ColumnRef as Fields) : [];
  const [alias, column] = fields;
  if (fields.length !== 2 || alias === undefined || column === undefined) return undefined;
  const names = value && "TypeCast" in value ? (value.TypeCast.typeName?.names ?? []) : [];
  const last = names.at(-1);
  return { alias, column, cast: last && "String" in last ? last.String.sval : undefined };
}

function castOf(cast: string | undefined): { cast?: string } {
  return cast === undefined ? {} : { cast };
}

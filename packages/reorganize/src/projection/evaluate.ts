import { quoteIdentifier } from "@deepiri/database";
import type { Node } from "@deepiri/sql";
import { stateInBranches, type Wanted } from "./branches.js";
import { aliasOf } from "./leaves.js";
import type { Query } from "./query.js";
import {
  and,
  columnRef,
  equal,
  type Fields,
  fieldsOf,
  isNull,
  or,
  rangeVar,
  target,
} from "./tree.js";
import { writeQuery } from "./write-query.js";

/** Where the units stand that a query is evaluated for: a relation of that name, with a column for each part. */
export const units = "_unit";

/** The name of a part of a unit, counted from 0. */
export const unitColumn = (index: number): string => `_unit_${index + 1}`;

/** The parts of a unit, as a list of columns of `relation`. */
export function unitColumns({ unit }: Pick<Query, "unit">, relation?: string): string[] {
  return unit.map((_, index) =>
    relation === undefined
      ? unitColumn(index)
      : `${quoteIdentifier(relation)}.${unitColumn(index)}`,
  );
}

/**
 * SQL of the query for the units in `_unit` alone, each row with its unit behind its columns. For units
 * with a part that is null it is written once more, since an index finds either a value or null.
 */
export async function evaluateSql(query: Query): Promise<string> {
  const variants = await Promise.all(
    combinations(query).map((nulls) => evaluateWith(query, (index) => nulls.get(index))),
  );
  return variants.length === 1
    ? (variants[0] as string)
    : variants.map((one) => `(${one})`).join("\n UNION ALL\n");
}

/** So many parts at most are told apart by whether they are null. */
const most = 3;

/** Which parts of a unit are null and which are not, in all ways there are; nothing of those beyond the limit. */
function combinations({ nullable }: Query): ReadonlyMap<number, boolean>[] {
  const parts = nullable.flatMap((is, index) => (is ? [index] : [])).slice(0, most);
  return parts.reduce<ReadonlyMap<number, boolean>[]>(
    (all, part) => all.flatMap((one) => [false, true].map((is) => new Map(one).set(part, is))),
    [new Map()],
  );
}

async function evaluateWith(
  query: Query,
  isNullPart: (index: number) => boolean | undefined,
): Promise<string> {
  const { select } = query;
  const nullOf = (index: number) => (query.nullable[index] ? isNullPart(index) : false);
  const isOfUnit = and(
    ...query.unit.map((part, index) => {
      const other = columnRef(units, unitColumn(index));
      const bothNull = and(isNull(part), isNull(other));
      const isNullHere = nullOf(index);
      if (isNullHere === undefined) return or(equal(part, other), bothNull);
      return isNullHere ? bothNull : equal(part, other);
    }),
  );
  const wantedOf = (alias: string): Wanted[] =>
    query.unit.flatMap((part, index) => {
      const [of, column] = "ColumnRef" in part ? fieldsOf(part.ColumnRef as Fields) : [];
      if (of !== alias || column === undefined || nullOf(index) !== false) return [];
      return [{ column, value: columnRef(units, unitColumn(index)) }];
    });
  const where = select.whereClause;
  return writeQuery({
    ...select,
    targetList: [...(select.targetList ?? []), ...unitTargets(query)],
    fromClause: besideUnits(query, stateInBranches(select.fromClause ?? [], wantedOf)),
    whereClause: where ? and(where, isOfUnit) : isOfUnit,
  });
}

/**
 * What a query reads, behind the units. Of a long join the server plans only the first relations together, eight unless
 * it is told otherwise, so units are joined to the very first, if that is what they are of: else it would join all rows
 * before it looks at the units.
 */
function besideUnits({ unit }: Query, [first, ...others]: readonly Node[]): Node[] {
  const named = new Set(
    unit.map((part) => ("ColumnRef" in part ? fieldsOf(part.ColumnRef as Fields)[0] : undefined)),
  );
  const joined = first && besideFirst(first, named);
  if (joined) return [joined, ...others];
  return [rangeVar(units), ...(first ? [first, ...others] : [])];
}

function besideFirst(node: Node, named: ReadonlySet<string | undefined>): Node | undefined {
  if (!("JoinExpr" in node))
    return named.has(aliasOf(node))
      ? { JoinExpr: { jointype: "JOIN_INNER", larg: rangeVar(units), rarg: node } }
      : undefined;
  const { larg, alias, jointype } = node.JoinExpr;
  // What another join may leave out, or hides behind a name, nothing can be joined to.
  if (!larg || alias || (jointype !== "JOIN_INNER" && jointype !== "JOIN_LEFT")) return undefined;
  const joined = besideFirst(larg, named);
  return joined && { JoinExpr: { ...node.JoinExpr, larg: joined } };
}

/** The query as it is written, with the unit behind the columns of each row. */
export async function wholeSql(query: Query): Promise<string> {
  const { select } = query;
  return writeQuery({
    ...select,
    targetList: [...(select.targetList ?? []), ...unitTargets(query)],
  });
}

function unitTargets({ unit }: Query): Node[] {
  return unit.map((part, index) => target(part, unitColumn(index)));
}

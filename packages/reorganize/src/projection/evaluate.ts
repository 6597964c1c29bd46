import { quoteIdentifier } from "@deepiri/database";
import type { Node } from "@deepiri/sql";
import type { Query } from "./query.js";
import { and, columnRef, equal, isNull, or, rangeVar, target } from "./tree.js";
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

/** SQL of the query for the units in `_unit` alone, each row with its unit behind its columns. */
export async function evaluateSql(query: Query): Promise<string> {
  const { select } = query;
  const isOfUnit = and(
    ...query.unit.map((part, index) => same(part, columnRef(units, unitColumn(index)), query)),
  );
  const where = select.whereClause;
  return writeQuery({
    ...select,
    targetList: [...(select.targetList ?? []), ...unitTargets(query)],
    fromClause: [...(select.fromClause ?? []), rangeVar(units)],
    whereClause: where ? and(where, isOfUnit) : isOfUnit,
  });
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

// The key of a row is never null; what a query groups by may be.
function same(part: Node, other: Node, { grouped }: Query): Node {
  const isSame = equal(part, other);
  return grouped ? or(isSame, and(isNull(part), isNull(other))) : isSame;
}

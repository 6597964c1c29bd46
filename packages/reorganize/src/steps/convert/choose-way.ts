import { type Column, columnOf, type Index, type Table } from "../../catalog/catalog.js";
import type { Queryable } from "../../session/queryable.js";
import { checksOf, indexesOf } from "./direction.js";
import { needsRewrite } from "./needs-rewrite.js";

/** Whether PostgreSQL rewrites a table when a column of the one type becomes the other. */
export type Rewrites = (from: string, to: string) => Promise<boolean>;

/** Asks the server once for each pair of types. */
export function rewritesOf(copy: Queryable): Rewrites {
  const known = new Map<string, boolean>();
  return async (from, to) => {
    const pair = `${from} ${to}`;
    const answer = known.get(pair) ?? (await needsRewrite(copy, from, to));
    known.set(pair, answer);
    return answer;
  };
}

/** How a column gets another type: in a column beside it, or in place with a conversion as its inverse. */
export type Way = "convert" | "widen";

/** How a column gets its type; undefined where plain statements read no row, there and back. */
export async function wayOf(
  rewrites: Rewrites,
  table: Table,
  goal: Column,
): Promise<Way | undefined> {
  const column = columnOf(table, goal.name);
  if (!column || (column.type === goal.type && column.collation === goal.collation))
    return undefined;
  // What is in the order of the one collation is not in that of the other.
  if (column.collation !== goal.collation) return "convert";
  // For these PostgreSQL reads the table through, whatever the types.
  const isRead =
    checksOf({ table, column: goal.name }).length > 0 ||
    indexesOf({ table, column: goal.name }).some(isComputed);
  if (isRead || (await rewrites(column.type, goal.type))) return "convert";
  return (await rewrites(goal.type, column.type)) ? "widen" : undefined;
}

/** Whether the index holds expressions, or not all rows. */
function isComputed({ hasExpressions, predicate }: Index): boolean {
  return hasExpressions || predicate !== null;
}

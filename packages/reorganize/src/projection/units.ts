import type { Node } from "@deepiri/sql";
import { unitColumn } from "./evaluate.js";
import { withoutNeedlessJoins } from "./needless-joins.js";
import type { Query } from "./query.js";
import { target } from "./tree.js";
import { writeQuery } from "./write-query.js";

/**
 * SQL of all units that a query has, each once. Of rows that are units it does not look at the query's
 * expressions: some may have nothing in the target.
 */
export async function unitsSql({ select, unit, grouped, reads: [first] }: Query): Promise<string> {
  const targetList = unit.map((part, index) => target(part, unitColumn(index)));
  const distinctClause = [{} as Node];
  if (!grouped && first)
    return writeQuery({ distinctClause, targetList, fromClause: [first.node] });
  const { fromClause = [], whereClause } = select;
  return writeQuery({
    distinctClause,
    targetList,
    fromClause: withoutNeedlessJoins(fromClause, [unit, whereClause]),
    ...(whereClause ? { whereClause } : {}),
  });
}

import { type Node, readStatements } from "@deepiri/sql";

/** The tree of a query. */
export async function relation(query: string): Promise<Node> {
  const [statement] = await readStatements(query);
  return statement?.node as Node;
}

/** A query as it stands in a FROM. */
export function named(subquery: Node, aliasname: string): Node {
  return { RangeSubselect: { subquery, alias: { aliasname } } };
}

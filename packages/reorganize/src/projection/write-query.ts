import { isDeepStrictEqual } from "node:util";
import { type Node, readStatements, type SelectStmt, writeStatement } from "@deepiri/sql";

/**
 * The SQL of a SELECT.
 *
 * @throws TypeError when the parser does not read in it what was written
 */
export async function writeQuery(select: SelectStmt): Promise<string> {
  const node: Node = { SelectStmt: select };
  const sql = writeStatement(node);
  const [again] = await readStatements(sql);
  if (!isDeepStrictEqual(bare(again?.node), bare(node)))
    throw new TypeError(`A query was not written as it is: ${sql}`);
  return sql;
}

/** A tree without the places of its nodes in the text, and without what says nothing. */
function bare(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(bare);
  if (typeof tree !== "object" || tree === null) return tree;
  const kept = Object.entries(tree).filter(
    ([key, value]) =>
      !/location$|list_(start|end)$/.test(key) && value !== undefined && !isDefault(key, value),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, bare(value)]));
}

// What the parser always says of a SELECT, and a tree that was made here may leave out.
function isDefault(key: string, value: unknown): boolean {
  return (
    (key === "limitOption" && value === "LIMIT_OPTION_DEFAULT") ||
    (key === "op" && value === "SETOP_NONE")
  );
}

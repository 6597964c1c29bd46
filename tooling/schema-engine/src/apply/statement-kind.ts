import type { Statement } from "@deepiri/sql";

type Tree = Readonly<Record<string, unknown>>;

/** What runs CONCURRENTLY waits for others without keeping anybody waiting. */
export function isConcurrent({ node }: Statement): boolean {
  return has(
    node,
    (tree) => tree.concurrent === true || (tree.DefElem as Tree)?.defname === "concurrently",
  );
}

/**
 * Whether a statement is best a part of its own: no transaction can hold it, as the server would say, or
 * it reads the whole table where the lock of a statement before it would keep everybody out.
 */
export function standsAlone(statement: Statement): boolean {
  return statement.kind === "VacuumStmt" || isConcurrent(statement) || validates(statement);
}

function validates({ node }: Statement): boolean {
  return has(node, (tree) => tree.subtype === "AT_ValidateConstraint");
}

/** Whether it only sets what holds for the statements after it: SET, RESET, or SELECT set_config(). */
export function isSetting({ kind, node }: Statement): boolean {
  if (kind === "VariableSetStmt") return true;
  if (kind !== "SelectStmt") return false;
  const { targetList = [], fromClause } = (node as { SelectStmt: Tree }).SelectStmt as {
    targetList?: readonly unknown[];
    fromClause?: unknown;
  };
  return fromClause === undefined && targetList.length > 0 && targetList.every(callsSetConfig);
}

function callsSetConfig(target: unknown): boolean {
  const { ResTarget } = target as { ResTarget?: { val?: { FuncCall?: { funcname?: unknown[] } } } };
  const name = ResTarget?.val?.FuncCall?.funcname?.at(-1) as { String?: { sval?: string } };
  return name?.String?.sval === "set_config";
}

/** Whether a part of a parse tree is like that. */
function has(tree: unknown, isIt: (tree: Tree) => boolean): boolean {
  if (typeof tree !== "object" || tree === null) return false;
  return isIt(tree as Tree) || Object.values(tree).some((child) => has(child, isIt));
}

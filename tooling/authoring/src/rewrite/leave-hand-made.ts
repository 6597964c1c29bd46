import { type Statement, writeStatement } from "@deepiri/sql";
import { type Catalog, find } from "../catalog/catalog.js";
import {
  type AlterTableCommand,
  commandsOf,
  droppedBy,
  renamedIndex,
  targetOf,
  withCommands,
} from "../statement/tree.js";

/**
 * What is left of Prisma's statements once those are out that would undo what its language has no
 * words for: DROP INDEX and RENAME of an index with INCLUDE, an expression or a condition, DROP DEFAULT
 * of a generated column. Its BEGIN and COMMIT go too: a migration is a transaction.
 */
export function leaveHandMade(statements: readonly Statement[], catalog: Catalog): Statement[] {
  return statements.flatMap((statement) => {
    if (statement.kind === "TransactionStmt" || touchesHandMade(statement, catalog)) return [];
    const commands = commandsOf(statement);
    const left = commands.filter((one) => !undoesGenerated(one, statement, catalog));
    if (left.length === commands.length) return [statement];
    if (left.length === 0) return [];
    const node = withCommands(statement, left);
    return [{ ...statement, node, text: writeStatement(node) }];
  });
}

function touchesHandMade(statement: Statement, { indexes }: Catalog): boolean {
  const { type, names } = droppedBy(statement);
  const renamed = renamedIndex(statement);
  return [...(type === "OBJECT_INDEX" ? names : []), ...(renamed ? [renamed] : [])].some(
    ({ schema, name }) => find(indexes, schema, name)?.inPrisma === false,
  );
}

function undoesGenerated(
  { subtype, name, def }: AlterTableCommand,
  statement: Statement,
  { tables }: Catalog,
): boolean {
  if (subtype !== "AT_ColumnDefault" || def !== undefined) return false;
  const target = targetOf(statement);
  const table = target && find(tables, target.schema, target.name);
  return table?.columns.find((one) => one.name === name)?.generated ?? false;
}

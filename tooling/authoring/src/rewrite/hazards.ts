import type { Statement } from "@deepiri/sql";
import type { Table } from "../catalog/catalog.js";
import type { Performance } from "../statement/perform.js";
import { type AlterTableCommand, commandsOf, droppedBy } from "../statement/tree.js";

/** What a statement does to a live database that its form cannot avoid. */
export function hazardsOf(
  statement: Statement,
  table: Table | undefined,
  { rewriting }: Performance,
): string[] {
  const { type, names } = droppedBy(statement);
  const commands = commandsOf(statement);
  const hazards = commands.flatMap(hazardsOfCommand);
  if (type === "OBJECT_TABLE")
    hazards.push(...names.map(({ schema, name }) => `all rows of ${schema}.${name} are lost`));
  if (!table) return hazards;
  if (rewriting.has(statement)) {
    hazards.push("writes the whole table anew; nobody can read or write it meanwhile");
    for (const { subtype, name } of commands)
      if (subtype === "AT_AlterColumnType")
        hazards.push(`a value of ${name} that does not fit makes it fail, or is rounded`);
  } else hazards.push(...commands.flatMap(hazardOfType));
  if (table.partitioned && statement.kind === "IndexStmt")
    hazards.push("blocks writes to all partitions while the index is built");
  if (table.partitioned && commands.some(isKey))
    hazards.push("blocks writes to both tables while all rows are read");
  return hazards;
}

function hazardsOfCommand({ subtype, name, def }: AlterTableCommand): string[] {
  if (subtype === "AT_DropColumn") return [`the values of column ${name} are lost`];
  if (subtype === "AT_DropNotNull") return [`programs may read null from column ${name}`];
  if (subtype === "AT_AddConstraint" && def && "Constraint" in def)
    if (def.Constraint.contype === "CONSTR_PRIMARY")
      return ["nobody can read or write the table while the key's index is built"];
  return [];
}

function hazardOfType({ subtype, name }: AlterTableCommand): string[] {
  return subtype === "AT_AlterColumnType"
    ? [`programs that rely on the old type of ${name} may fail`]
    : [];
}

function isKey({ def }: AlterTableCommand): boolean {
  return def !== undefined && "Constraint" in def && def.Constraint.contype === "CONSTR_FOREIGN";
}

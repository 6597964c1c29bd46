import { readStatements, type Statement } from "@deepiri/sql";
import { formatName, type Name } from "../catalog/names.js";
import { droppedBy } from "../statement/tree.js";

/** Tables that are there after the migrations of a package because of these, as `schema.table`. */
export async function tablesMadeBy(migrations: readonly string[]): Promise<Set<string>> {
  const made = new Set<string>();
  for (const sql of migrations) for (const one of await readStatements(sql)) apply(one, made);
  return made;
}

function apply(statement: Statement, made: Set<string>): void {
  const { node } = statement;
  if ("CreateStmt" in node) made.add(nameOf(node.CreateStmt.relation));
  if ("RenameStmt" in node && node.RenameStmt.renameType === "OBJECT_TABLE") {
    const { relation, newname = "" } = node.RenameStmt;
    replace(made, nameOf(relation), nameOf({ ...relation, relname: newname }));
  }
  if ("AlterObjectSchemaStmt" in node && node.AlterObjectSchemaStmt.objectType === "OBJECT_TABLE") {
    const { relation, newschema = "" } = node.AlterObjectSchemaStmt;
    replace(made, nameOf(relation), nameOf({ ...relation, schemaname: newschema }));
  }
  const { type, names } = droppedBy(statement);
  if (type === "OBJECT_TABLE")
    for (const { schema, name } of names) made.delete(formatName([schema, name]));
}

interface RangeVar {
  readonly schemaname?: string;
  readonly relname?: string;
}

function nameOf({ schemaname = "public", relname = "" }: RangeVar = {}): string {
  return formatName([schemaname, relname] satisfies Name);
}

function replace(made: Set<string>, from: string, to: string): void {
  if (made.delete(from)) made.add(to);
}

import { quoteIdentifier, quoteTable } from "@deepiri/database";
import pg from "pg";
import type { ForeignKey, SourceColumn } from "../shape/source-table.js";
import type { TargetTable } from "../shape/target-table.js";

/** Makes the table, without keys, and notes what the file declares in comments. */
export async function createTable(
  client: pg.ClientBase,
  schema: string,
  table: TargetTable,
): Promise<void> {
  const name = quoteTable(schema, table.name);
  const columns = table.columns.map((one) => `${quoteIdentifier(one.name)} ${one.type}`);
  await client.query(`CREATE TABLE ${name} (${columns.join(", ")})`);
  const comments = [
    `COMMENT ON TABLE ${name} IS ${pg.escapeLiteral(describeTable(table))}`,
    ...table.columns.map(
      (one) =>
        `COMMENT ON COLUMN ${name}.${quoteIdentifier(one.name)} IS ${pg.escapeLiteral(describeColumn(one.source))}`,
    ),
  ];
  await client.query(comments.join(";\n"));
}

function describeTable({ source }: TargetTable): string {
  return [`SQLite table ${source.name}`, ...source.foreignKeys.map(describeForeignKey)].join("\n");
}

/** A foreign key as the file declares it. It is not made: SQLite may never have enforced it. */
function describeForeignKey(key: ForeignKey): string {
  const { columns, references, referenced, onDelete, onUpdate } = key;
  const to = referenced.includes(null) ? "" : ` (${referenced.join(", ")})`;
  const actions = [
    ...(onDelete === "NO ACTION" ? [] : [` ON DELETE ${onDelete}`]),
    ...(onUpdate === "NO ACTION" ? [] : [` ON UPDATE ${onUpdate}`]),
  ];
  return `FOREIGN KEY (${columns.join(", ")}) REFERENCES ${references}${to}${actions.join("")}, not enforced`;
}

function describeColumn(column: SourceColumn | undefined): string {
  if (!column) return "SQLite rowid";
  return [
    column.declared === "" ? "declared without a type" : `declared ${column.declared}`,
    ...(column.notNull ? ["NOT NULL"] : []),
    ...(column.default === null ? [] : [`DEFAULT ${column.default}`]),
    ...(column.kind === "ordinary" ? [] : [`(${column.kind})`]),
  ].join(" ");
}

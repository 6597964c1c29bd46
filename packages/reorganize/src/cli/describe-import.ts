import type { ImportedTable, SqliteImport } from "@deepiri/sqlite-import";
import { counted, formatDuration, formatTable, green, yellow } from "@deepiri/terminal";
import { namesText } from "./names-text.js";
import { type Chosen, nextCommand } from "./next-command.js";
import { short, wrap } from "./wrap.js";

// Of a name in the table, which is no wider than a narrow terminal.
const width = 40;

/** What was loaded, what is kept beside it, and what was not loaded. */
export function describeImport(result: SqliteImport, displayUrl: string, chosen: Chosen): string {
  const { file, schema, tables, rows, milliseconds } = result;
  const total = ["total", rows, tables.reduce((sum, one) => sum + one.columns.length, 0)];
  return [
    `${green("✔")} ${file} is in schema ${schema} of`,
    `  ${displayUrl} (${formatDuration(milliseconds)})`,
    "",
    formatTable(["table", "rows", "columns"], [...tables.map(row), total]),
    "",
    ...notes(result).map((note) => yellow(`! ${wrap(note, 2).trimStart()}`)),
    ...plain(result).map((text) => wrap(text, 2)),
    `Next: ${nextCommand("inventory", chosen)}`,
  ].join("\n");
}

function row({ table, rows, columns }: ImportedTable): (string | number)[] {
  return [short(table, width), rows, columns.length];
}

function notes(result: SqliteImport): string[] {
  const { tables, originals, brokenRules } = result;
  const mixed = columnsOf(tables, ({ type }) => type === "jsonb");
  const kept = columnsOf(tables, (column) => column.originals > 0);
  const named = renamed(result);
  const refused = tables.flatMap(({ table, refused }) =>
    refused.map(({ columns, reason }) => `${table} (${columns.join(", ")}): ${reason}`),
  );
  return [
    ...(mixed.length > 0
      ? [`Values of several storage classes, so jsonb: ${namesText(mixed)}`]
      : []),
    ...(originals > 0
      ? [
          `${counted(originals, "text")} that PostgreSQL cannot hold, as bytes in _import.sqlite_originals, with U+FFFD in the cell: ${namesText(kept)}`,
        ]
      : []),
    ...(named.length > 0
      ? [`Other names, since PostgreSQL cannot have these: ${namesText(named)}`]
      : []),
    ...(refused.length > 0 ? [`Rules that PostgreSQL refused: ${namesText(refused)}`] : []),
    ...(brokenRules.length > 0
      ? [`Rows that break rules of their tables, loaded as they are: ${namesText(brokenRules)}`]
      : []),
  ];
}

function plain({ tables, skipped, sha256 }: SqliteImport): string[] {
  const keys = tables.reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0);
  return [
    ...(skipped.length > 0
      ? [`Not loaded: ${namesText(skipped.map(({ kind, name }) => `${kind} ${name}`))}`]
      : []),
    ...(keys > 0
      ? [
          `Declared and never enforced, so not made: ${counted(keys, "foreign key")}. See the tables' comments.`,
        ]
      : []),
    `Every column has the checksum that it has in the file (sha256 ${sha256.slice(0, 16)}…).`,
  ];
}

function columnsOf(
  tables: readonly ImportedTable[],
  isMeant: (column: ImportedTable["columns"][number]) => boolean,
): string[] {
  return tables.flatMap(({ table, columns }) =>
    columns.filter(isMeant).map(({ column }) => `${table}.${column}`),
  );
}

function renamed({ tables }: SqliteImport): string[] {
  return tables.flatMap(({ name, table, columns }) => [
    ...(name === table ? [] : [`${name} is ${table}`]),
    ...columns
      .filter((one) => one.name !== one.column)
      .map((one) => `${name}.${one.name} is ${one.column}`),
  ]);
}

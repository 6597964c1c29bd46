import type { SqliteDatabase } from "../source/database.js";
import { readForeignKeys } from "./read-foreign-keys.js";
import { type IndexRow, readIndexes } from "./read-indexes.js";
import type { RowKey, Skipped, SourceColumn, SourceTable } from "./source-table.js";

interface MasterRow {
  readonly type: "table" | "view" | "trigger" | "index";
  readonly name: string;
  readonly tbl_name: string;
  readonly rootpage: number;
  readonly sql: string | null;
}

/** What is in the file: tables, in the order in which they were made, and what is not loaded. */
export function readShape(database: SqliteDatabase): {
  readonly tables: SourceTable[];
  readonly skipped: Skipped[];
} {
  const master = database.all<MasterRow>(
    "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master ORDER BY rowid",
  );
  return {
    tables: master.filter(isLoaded).map((row) => readTable(database, row)),
    skipped: master.filter((row) => !isLoaded(row) && row.sql !== null).map(asSkipped),
  };
}

// Of SQLite's own tables only this one holds data: how far AUTOINCREMENT has counted.
function isLoaded({ type, name, rootpage }: MasterRow): boolean {
  return (
    type === "table" && rootpage > 0 && (!/^sqlite_/i.test(name) || name === "sqlite_sequence")
  );
}

function asSkipped({ type, name, tbl_name, sql }: MasterRow): Skipped {
  const kind = type === "table" ? "virtual table" : type;
  return { kind, name, table: tbl_name, sql: sql ?? "" };
}

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
  readonly hidden: number;
}

function readTable(database: SqliteDatabase, { name, sql }: MasterRow): SourceTable {
  const columns = database.all<ColumnRow>("SELECT * FROM pragma_table_xinfo(?)", [name]);
  const indexes = readIndexes(database, name);
  const rowKey = chooseRowKey(columns, indexes, isWithoutRowid(database, name));
  return {
    name,
    sql: sql ?? "",
    rowKey,
    columns: columns.map(asColumn),
    uniqueRules: indexes.flatMap((index) => uniqueRule(index, rowKey)),
    foreignKeys: readForeignKeys(database, name),
  };
}

const kinds = ["ordinary", "hidden", "generated", "generated and stored"] as const;

function asColumn({ name, type, notnull, dflt_value, hidden }: ColumnRow): SourceColumn {
  return {
    name,
    declared: type,
    notNull: notnull === 1,
    default: dflt_value,
    kind: kinds[hidden] ?? "ordinary",
  };
}

function isWithoutRowid(database: SqliteDatabase, name: string): boolean {
  const [row] = database.all<{ wr: number }>(
    "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?",
    [name],
  );
  return row?.wr === 1;
}

function chooseRowKey(
  columns: readonly ColumnRow[],
  indexes: readonly IndexRow[],
  withoutRowid: boolean,
): RowKey {
  const key = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
  if (withoutRowid) return { kind: "primary key", columns: key.map(({ name }) => name) };
  const [only] = key;
  // A key that is the rowid needs no index of its own.
  if (only && key.length === 1 && !indexes.some(({ origin }) => origin === "pk"))
    return { kind: "alias", column: only.name };
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  const name = ["rowid", "_rowid_", "oid"].find((one) => !taken.has(one));
  return name === undefined ? { kind: "position" } : { kind: "rowid", name };
}

function uniqueRule({ unique, partial, origin, columns }: IndexRow, rowKey: RowKey): string[][] {
  const isRowKey = origin === "pk" && rowKey.kind === "primary key";
  if (unique === 0 || partial === 1 || isRowKey) return [];
  const names = columns.filter((name) => name !== null);
  return names.length === columns.length ? [names] : [];
}

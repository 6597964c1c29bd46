import type { SqliteDatabase } from "../source/database.js";
import { type ColumnType, readContents } from "./choose-types.js";
import { chooseNames, freeName } from "./names.js";
import type { SourceColumn, SourceTable } from "./source-table.js";

/** A table as it is made in PostgreSQL. */
export interface TargetTable {
  readonly source: SourceTable;
  readonly name: string;
  readonly rows: number;
  /** The rowid, if it is not a column of the source, then the columns of the source. */
  readonly columns: readonly TargetColumn[];
  /** Names of the columns by which each row is known. */
  readonly key: readonly string[];
  readonly uniqueRules: readonly (readonly string[])[];
}

export interface TargetColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Undefined for the rowid. */
  readonly source?: SourceColumn;
}

/** Works out the tables of PostgreSQL: names that it can have, and types that hold the values. */
export function planTables(
  database: SqliteDatabase,
  sources: readonly SourceTable[],
  onTable?: (table: SourceTable) => void,
): TargetTable[] {
  const names = chooseNames(
    sources.map(({ name }) => name),
    "table",
  );
  return sources.map((source, at) => {
    onTable?.(source);
    return planTable(database, source, names[at] ?? source.name);
  });
}

function planTable(database: SqliteDatabase, source: SourceTable, name: string): TargetTable {
  const { rows, types } = readContents(database, source);
  const sourceNames = source.columns.map((column) => column.name);
  const names = chooseNames(sourceNames, "column");
  const nameOf = (column: string): string => names[sourceNames.indexOf(column)] ?? column;
  const columns = source.columns.map((column, at) => ({
    name: names[at] ?? column.name,
    type: types[at] ?? "text",
    source: column,
  }));
  const table = {
    source,
    name,
    rows,
    uniqueRules: source.uniqueRules.map((one) => one.map(nameOf)),
  };
  const { rowKey } = source;
  if (rowKey.kind === "alias") return { ...table, columns, key: [nameOf(rowKey.column)] };
  if (rowKey.kind === "primary key") return { ...table, columns, key: rowKey.columns.map(nameOf) };
  const rowid = freeName("_rowid", new Set(names));
  return { ...table, columns: [{ name: rowid, type: "bigint" }, ...columns], key: [rowid] };
}

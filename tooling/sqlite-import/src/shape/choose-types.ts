import type { SqliteDatabase } from "../source/database.js";
import { quoteSqlite } from "../source/quote.js";
import type { SourceTable } from "./source-table.js";

/** A type that holds every value of a column exactly. */
export type ColumnType = "bigint" | "double precision" | "text" | "bytea" | "jsonb";

/** What is really in a table. */
export interface Contents {
  readonly rows: number;
  /** One for each column, in their order. */
  readonly types: readonly ColumnType[];
}

const typeOfClass: Readonly<Record<string, ColumnType>> = {
  integer: "bigint",
  real: "double precision",
  text: "text",
  blob: "bytea",
};

/**
 * Looks at the storage class of every value. Values of one class get its type, values of several jsonb,
 * which can tell 1 from 1.0; a column without values gets text.
 */
export function readContents(database: SqliteDatabase, table: SourceTable): Contents {
  const { name, columns, rowKey } = table;
  const classes = columns.map((column, at) => {
    const storage = `nullif(typeof(${quoteSqlite(column.name)}), 'null')`;
    return `, min(${storage}) AS low${at}, max(${storage}) AS high${at}`;
  });
  const [row] = database.all<Record<string, number | string | null>>(
    `SELECT count(*) AS "rows"${classes.join("")} FROM main.${quoteSqlite(name)} NOT INDEXED`,
  );
  return {
    rows: Number(row?.rows),
    types: columns.map((column, at) =>
      // SQLite lets nothing but integers into it, even before there is one.
      rowKey.kind === "alias" && rowKey.column === column.name
        ? "bigint"
        : typeOf(row?.[`low${at}`], row?.[`high${at}`]),
    ),
  };
}

function typeOf(low: unknown, high: unknown): ColumnType {
  if (low !== high) return "jsonb";
  return typeOfClass[String(low)] ?? "text";
}

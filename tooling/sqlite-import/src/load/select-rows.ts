import type { TargetColumn, TargetTable } from "../shape/target-table.js";
import { quoteSqlite } from "../source/quote.js";

/** SQLite's query for the rows of a table: `rowid`, `c0`, `c1` ..., and `t0` ... for storage classes where they differ. */
export function selectRows({ source, columns }: TargetTable): string {
  const { rowKey } = source;
  const number =
    rowKey.kind === "rowid"
      ? rowKey.name
      : rowKey.kind === "alias"
        ? quoteSqlite(rowKey.column)
        : 0;
  const values = columns.flatMap((column, at) => select(column, at));
  // An index that covers the columns would be read in place of the table.
  return `SELECT ${[`${number} AS number`, ...values].join(", ")} FROM main.${quoteSqlite(source.name)} NOT INDEXED`;
}

function select({ type, source }: TargetColumn, at: number): string[] {
  if (!source) return [];
  const column = quoteSqlite(source.name);
  if (type === "text") return [`CAST(${column} AS BLOB) AS c${at}`];
  if (type !== "jsonb") return [`${column} AS c${at}`];
  return [
    `CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) ELSE ${column} END AS c${at}`,
    `typeof(${column}) AS t${at}`,
  ];
}

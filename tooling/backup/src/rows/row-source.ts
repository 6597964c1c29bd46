import { quoteIdentifier } from "@deepiri/database";
import { keyOf } from "../catalog/relations.js";

/** Which rows of a table are meant, and what stands for each of their columns. */
export interface RowSource {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** SQL in place of a column, of the column's type. */
  readonly replaced?: ReadonlyMap<string, string>;
  /** Where its rows are, as ctids; all rows if left out. */
  readonly ctids?: readonly string[];
}

/** The statement that writes the rows as text. It reads the table alone, not those that inherit from it. */
export function copyOutSql(source: RowSource): string {
  const { columns, replaced, ctids } = source;
  if (!replaced?.size && ctids === undefined) return `COPY ${copyTarget(source)} TO STDOUT`;
  return `COPY (SELECT ${columns.map((name) => expressionOf(source, name)).join(", ")} ${from(source)}) TO STDOUT`;
}

/** The table with the columns of its file. */
export function copyTarget({ columns, ...table }: RowSource): string {
  const list = columns.map(quoteIdentifier).join(", ");
  return list === "" ? keyOf(table) : `${keyOf(table)} (${list})`;
}

/** The statement that counts the rows and adds up their hashes. */
export function checksumSql(source: RowSource): string {
  const values = source.columns.map((name) => expressionOf(source, name)).join(", ");
  return `SELECT pg_catalog.count(*)::int8 AS rows,
    COALESCE(pg_catalog.sum(pg_catalog.hashtextextended(ROW(${values})::text COLLATE "C", 0)), 0)::text AS checksum ${from(source)}`;
}

function expressionOf({ replaced }: RowSource, name: string): string {
  return replaced?.get(name) ?? quoteIdentifier(name);
}

function from({ ctids, ...table }: RowSource): string {
  const where = ctids === undefined ? "" : ` WHERE ctid = ANY (${ctidArray(ctids)})`;
  return `FROM ONLY ${keyOf(table)}${where}`;
}

function ctidArray(ctids: readonly string[]): string {
  return `'{${ctids.map((one) => `"${one}"`).join(",")}}'::pg_catalog.tid[]`;
}

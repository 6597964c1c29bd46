import { quoteIdentifier } from "@deepiri/database/without-client";
import { keyOf } from "../catalog/relations.js";
import type { Column, Table } from "../catalog/tables.js";

/** Which rows of a table are meant, and what stands for each of their columns. */
export interface RowSource {
  readonly table: Table;
  /** SQL in place of a column, of the column's type. */
  readonly replaced?: ReadonlyMap<string, string>;
  /** Where its rows are, as ctids; all rows if left out. */
  readonly ctids?: readonly string[];
}

/** The statement that writes the rows as text. It reads the table alone, not those that inherit from it. */
export function copyOutSql(source: RowSource): string {
  const { table, replaced, ctids } = source;
  if (!replaced?.size && ctids === undefined) return `COPY ${copyTarget(table)} TO STDOUT`;
  const values = table.columns.map((column) => expressionOf(source, column));
  return `COPY (SELECT ${values.join(", ")} ${from(source)}) TO STDOUT`;
}

/** The statement that takes them back, into a table that the transaction has made. */
export function copyInSql(table: Table): string {
  // Nobody else sees the table yet, so its rows need no later visit to be known as committed.
  return `COPY ${copyTarget(table)} FROM STDIN WITH (FREEZE)`;
}

/** The table with the columns of its file. */
function copyTarget(table: Table): string {
  const list = table.columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  return list === "" ? keyOf(table) : `${keyOf(table)} (${list})`;
}

/** The statement that counts the rows and adds up their hashes. */
export function checksumSql(source: RowSource): string {
  const values = source.table.columns.map((column) => hashedOf(source, column)).join(", ");
  return `SELECT pg_catalog.count(*) AS rows,
    COALESCE(pg_catalog.sum(pg_catalog.hash_record_extended(ROW(${values}), 0)), 0)::text AS checksum ${from(source)}`;
}

/**
 * Types whose hash is that of their bytes, and the same in every database. Others are hashed as text:
 * an enum's hash is that of its row in the catalogue, json has none.
 */
const hashedAsTheyAre =
  "bool int2 int4 int8 text varchar bytea uuid date timestamp timestamptz".split(" ");

/** Types whose hash is one for several values, such as 1.0 and 1.00, and whose bytes cost less than their text. */
const hashedAsBytes: Readonly<Record<string, string>> = {
  numeric: "pg_catalog.numeric_send",
  float4: "pg_catalog.float4send",
  float8: "pg_catalog.float8send",
};

function hashedOf(source: RowSource, column: Column): string {
  const expression = expressionOf(source, column);
  const send = hashedAsBytes[column.base];
  if (send) return `${send}(${expression})`;
  return hashedAsTheyAre.includes(column.base) ? expression : `${expression}::text`;
}

function expressionOf({ replaced }: RowSource, { name }: Column): string {
  return replaced?.get(name) ?? quoteIdentifier(name);
}

function from({ table, ctids }: RowSource): string {
  const where = ctids === undefined ? "" : ` WHERE ctid = ANY (${ctidArray(ctids)})`;
  return `FROM ONLY ${keyOf(table)}${where}`;
}

function ctidArray(ctids: readonly string[]): string {
  return `'{${ctids.map((one) => `"${one}"`).join(",")}}'::pg_catalog.tid[]`;
}

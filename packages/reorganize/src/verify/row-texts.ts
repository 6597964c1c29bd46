import { quoteIdentifier } from "@deepiri/database";
import type { CapturedColumn, CapturedTable } from "../ledger/baseline.js";
import { indent } from "../session/indent.js";
import { literal } from "../session/literal.js";
import { isOldNameOfAnother } from "./captured-table.js";
import { textOf } from "./column-text.js";

/** The text of the column at this position in what `rowTexts` gives. */
export function rowText(position: number): string {
  return `t${position}`;
}

/**
 * SQL over the rows of a source, such as a transition table: their sign, and each column's text. A trigger
 * function with it outlives renames and drops of columns: a name that the row does not have is found among
 * those that are missing, where all are NULL.
 */
export function rowTexts(table: CapturedTable, source: string, sign: 1 | -1): string {
  const names = new Set(table.columns.flatMap(({ name, renamed }) => [name, renamed]));
  const missing = [...names].map((name) => `NULL::text AS ${quoteIdentifier(name)}`);
  const texts = table.columns.map(
    (column, position) => `${textOfColumn(table, column)} AS ${rowText(position)}`,
  );
  return `SELECT ${sign} AS sign, texts.*
  FROM ${source} AS r,
       (SELECT ${listed(missing, 15)}) AS missing,
       LATERAL (SELECT ${listed(texts, 23)}
                  FROM (SELECT r.*) AS present) AS texts`;
}

function listed(items: readonly string[], blanks: number): string {
  return items.map((item) => indent(item, blanks)).join(`,\n${" ".repeat(blanks)}`);
}

// Of its two names a column has the old one first.
function textOfColumn(table: CapturedTable, column: CapturedColumn): string {
  const { name, renamed, form } = column;
  const [old, now] = [name, renamed].map((known) => textOf(quoteIdentifier(known), form));
  if (name === renamed) return old as string;
  if (!isOldNameOfAnother(table, column)) return `COALESCE(${old}, ${now})`;
  return `CASE WHEN ${hasColumn(table, name)} THEN ${old} ELSE ${now} END`;
}

function hasColumn({ oid }: CapturedTable, name: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = ${oid} AND attname = ${literal(name)} AND NOT attisdropped)`;
}

import { quoteIdentifier } from "@deepiri/database";
import { type Column, columnOf, primaryKey, sqlName, type Table } from "../catalog/catalog.js";
import { parseTableName } from "../catalog/table-name.js";
import type { CapturedColumn, CapturedTable, KeyNumber } from "../ledger/baseline.js";
import { nameAfter } from "../plan/name-after.js";
import type { Source } from "../plan/plan.js";
import { formOf, textInDocument, textOf } from "./column-text.js";
import type { FingerprintShape } from "./fingerprint.js";

/** What is known of columns, by the names that they get, before the first step. */
export interface ColumnFates {
  /** Those that all sources of the same target have. */
  readonly shared: ReadonlySet<string>;
  /** Those that do not keep their type. */
  readonly converted: ReadonlySet<string>;
  /** The types that a step gives to columns. */
  readonly types: ReadonlyMap<string, string>;
}

/** What is to be remembered of a table of the source. */
export function capturedTable(
  source: Source,
  table: Table,
  { shared, converted, types }: ColumnFates,
): CapturedTable {
  const renamed = (name: string): string => nameAfter(source, name);
  const key = [...primaryKey(table)].sort((one, other) => (renamed(one) < renamed(other) ? -1 : 1));
  return {
    relation: source.from,
    oid: table.oid,
    columns: table.columns.filter(isStored(key)).map((column) => ({
      name: column.name,
      renamed: renamed(column.name),
      type: column.type,
      form: formOf(column, converted.has(renamed(column.name)), types.get(renamed(column.name))),
      shared: shared.has(renamed(column.name)),
    })),
    key,
    to: source.to ?? null,
    merged: source.merged,
    keyNumber: key.length === 1 ? numberOf(columnOf(table, key[0] as string)?.type) : "none",
  };
}

// What is computed says nothing of its own, and goes with no copy where the target has it not.
function isStored(key: readonly string[]) {
  return ({ name, generated }: Column): boolean => !generated || key.includes(name);
}

function numberOf(type: string | undefined): KeyNumber {
  if (type === "uuid") return "uuid";
  return ["smallint", "integer", "bigint"].includes(type ?? "") ? "integer" : "none";
}

/** How the rows of the table are fingerprinted where they are now, in `table`, under old names or new ones. */
export function shapeInTable(captured: CapturedTable, table: Table): FingerprintShape {
  const text = (column: CapturedColumn): string => {
    const found = currentColumn(captured, column, table);
    return found ? textOf(quoteIdentifier(found.name), column.form) : "NULL::text";
  };
  return shapeOf(captured, text);
}

/** SQL: the parts of a row's key, as an array of texts. */
export function keyTexts(captured: CapturedTable, table: Table): string {
  const columns = captured.key.map(
    (name) => captured.columns.find((one) => one.name === name) as CapturedColumn,
  );
  return `ARRAY[${shapeInTable({ ...captured, columns }, table).columns.join(", ")}]::text[]`;
}

/** How they are fingerprinted as documents, under the names that they had when they became that. */
export function shapeInDocument(
  captured: CapturedTable,
  document: string,
  keyDocument = document,
): FingerprintShape {
  const { key } = shapeOf(captured, (column) => textInDocument(keyDocument, column));
  return { ...shapeOf(captured, (column) => textInDocument(document, column)), key };
}

/** The column as the table has it now: under its new name if it is there, else under its old one. */
function currentColumn(
  captured: CapturedTable,
  { name, renamed }: Pick<CapturedColumn, "name" | "renamed">,
  table: Table,
) {
  const found = columnOf(table, renamed);
  const isOthers = isOldNameOfAnother(captured, { name, renamed });
  return found && !(isOthers && columnOf(table, name)) ? found : columnOf(table, name);
}

/** Whether another column of the source has the name that this one gets. */
export function isOldNameOfAnother(
  { columns }: Pick<CapturedTable, "columns">,
  { name, renamed }: Pick<CapturedColumn, "name" | "renamed">,
): boolean {
  return renamed !== name && columns.some((one) => one.name === renamed);
}

/** SQL name of `schema.table`. */
export function sqlNameOf(relation: string): string {
  return sqlName(parseTableName(relation));
}

/** How rows are fingerprinted, given SQL of each column's text. */
export function shapeOf(
  { columns, key, keyNumber }: CapturedTable,
  text: (column: CapturedColumn, index: number) => string,
): FingerprintShape {
  const parts = key.map((name) => {
    const index = columns.findIndex((one) => one.name === name);
    return text(columns[index] as CapturedColumn, index);
  });
  return {
    columns: columns.map(text),
    checked: columns.map(({ shared }) => shared),
    key:
      parts.length < 2 ? (parts[0] ?? "''") : `pg_catalog.concat_ws(E'\\x1f', ${parts.join(", ")})`,
    number: keyNumber,
  };
}

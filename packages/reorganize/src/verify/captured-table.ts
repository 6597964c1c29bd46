import { quoteIdentifier } from "@deepiri/database";
import { type Catalog, columnOf, primaryKey, sqlName, type Table } from "../catalog/catalog.js";
import { parseTableName } from "../catalog/table-name.js";
import type { CapturedColumn, CapturedTable, KeyNumber } from "../ledger/baseline.js";
import type { Source } from "../plan/plan.js";
import { formOf, textOfColumn, textOfJson } from "./column-text.js";
import type { FingerprintShape } from "./fingerprint.js";

/**
 * What is to be remembered of a table of the source.
 *
 * @param shared new names of the columns that all sources of the same target have
 */
export function capturedTable(
  source: Source,
  table: Table,
  catalog: Catalog,
  shared: ReadonlySet<string>,
): CapturedTable {
  const renamed = (name: string): string => source.columns[name] ?? name;
  const key = [...primaryKey(table)].sort((one, other) => (renamed(one) < renamed(other) ? -1 : 1));
  return {
    relation: source.from,
    oid: table.oid,
    columns: table.columns.map((column) => ({
      name: column.name,
      renamed: renamed(column.name),
      form: formOf(column, catalog),
      shared: shared.has(renamed(column.name)),
    })),
    key,
    to: source.to ?? null,
    merged: source.merged,
    keyNumber: key.length === 1 ? numberOf(columnOf(table, key[0] as string)?.type) : "none",
  };
}

function numberOf(type: string | undefined): KeyNumber {
  if (type === "uuid") return "uuid";
  return ["smallint", "integer", "bigint"].includes(type ?? "") ? "integer" : "none";
}

/** How the rows of the table are fingerprinted where they are now, in `table`, under old names or new ones. */
export function shapeInTable(
  captured: CapturedTable,
  table: Table,
  catalog: Catalog,
): FingerprintShape {
  const text = ({ name, renamed }: CapturedColumn): string => {
    const column = currentColumn(captured, { name, renamed }, table);
    if (!column) return "NULL::text";
    return textOfColumn(quoteIdentifier(column.name), formOf(column, catalog), column.type);
  };
  return shapeOf(captured, text);
}

/** SQL: the parts of a row's key, as an array of texts. */
export function keyTexts(captured: CapturedTable, table: Table, catalog: Catalog): string {
  const ordered = captured.key.map(
    (name) => captured.columns.find((one) => one.name === name) as CapturedColumn,
  );
  return `ARRAY[${shapeInTable({ ...captured, columns: ordered }, table, catalog).columns.join(", ")}]::text[]`;
}

/** How they are fingerprinted in rows that are jsonb, under the names that they had when they became that. */
export function shapeInJson(captured: CapturedTable, row: string, keyRow = row): FingerprintShape {
  const { key } = shapeOf(captured, ({ name, renamed, form }) =>
    textOfJson(keyRow, [name, renamed], form),
  );
  return {
    ...shapeOf(captured, ({ name, renamed, form }) => textOfJson(row, [name, renamed], form)),
    key,
  };
}

/** The column as the table has it now: under its new name if it is there, else under its old one. */
function currentColumn(
  { columns }: CapturedTable,
  { name, renamed }: Pick<CapturedColumn, "name" | "renamed">,
  table: Table,
) {
  const found = columnOf(table, renamed);
  // Before the rename, the new name may be that of another column of the source.
  const anothers = renamed !== name && columns.some((one) => one.name === renamed);
  return found && !(anothers && columnOf(table, name)) ? found : columnOf(table, name);
}

/** SQL name of `schema.table`. */
export function sqlNameOf(relation: string): string {
  return sqlName(parseTableName(relation));
}

function shapeOf(
  { columns, key, keyNumber }: CapturedTable,
  text: (column: CapturedColumn) => string,
): FingerprintShape {
  const parts = key.map((name) => text(columns.find((one) => one.name === name) as CapturedColumn));
  return {
    columns: columns.map(text),
    checked: columns.map(({ shared }) => shared),
    key:
      parts.length < 2 ? (parts[0] ?? "''") : `pg_catalog.concat_ws(E'\\x1f', ${parts.join(", ")})`,
    number: keyNumber,
  };
}

import { quoteIdentifier } from "@deepiri/database";
import { type Column, columnOf, primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { fromDocument, keyOf } from "../../ledger/document.js";
import type { Batches, Step } from "../../plan/step.js";

/** What all steps have in common that change rows of the table. */
export function stepBase(table: Table): Pick<Step, "table" | "lock" | "rows" | "seconds"> {
  return {
    table: plainName(table),
    lock: "ROW EXCLUSIVE",
    rows: table.rows,
    seconds: table.rows / 20_000,
  };
}

/** A walk along the primary key. `body` gets the batch, a query of its keys as k1, k2 and so on. */
export function walk(table: Table, body: (batch: string) => string): Batches {
  const key = keyColumns(table);
  const names = key.map(({ name }) => quoteIdentifier(name)).join(", ");
  const columns = key
    .map(({ name }, index) => `${quoteIdentifier(name)} AS k${index + 1}`)
    .join(", ");
  const bounds = key.map((column) => fromDocument("$1::jsonb", column)).join(", ");
  const batch = (where: string): string =>
    `SELECT ${columns} FROM ${sqlName(table)} ${where} ORDER BY ${names} LIMIT $2`;
  const document = keyOf(key.map((column, index) => ({ ...column, sql: `k${index + 1}` })));
  const order = key.map((_, index) => `k${index + 1} DESC`).join(", ");
  const whole = (where: string): string => `
    WITH batch AS MATERIALIZED (${batch(where)}), ${body("batch")}
    SELECT CASE WHEN (SELECT pg_catalog.count(*) FROM batch) = $2
             THEN (SELECT ${document} FROM batch ORDER BY ${order} LIMIT 1) END AS cursor,
           (SELECT pg_catalog.count(*) FROM batch) AS rows`;
  return {
    how: "batches",
    first: whole("WHERE $1::jsonb IS NULL"),
    next: whole(`WHERE (${names}) > (${bounds})`),
    silent: true,
  };
}

/** The row `r` whose key the batch or another query holds as k1, k2 and so on. */
export function onKey(table: Table, other: string): string {
  return primaryKey(table)
    .map((name, index) => `r.${quoteIdentifier(name)} = ${other}.k${index + 1}`)
    .join(" AND ");
}

/** The row whose key the document holds, found by the primary key's index. */
export function onDocument(table: Table, document: string): string {
  return keyColumns(table)
    .map((column) => `r.${quoteIdentifier(column.name)} = ${fromDocument(document, column)}`)
    .join(" AND ");
}

/** The key of the row `r` as a document. */
export function keyDocument(table: Table): string {
  return keyOf(
    keyColumns(table).map((column) => ({ ...column, sql: `r.${quoteIdentifier(column.name)}` })),
  );
}

function keyColumns(table: Table): Column[] {
  return primaryKey(table).map((name) => columnOf(table, name) as Column);
}

/** The end of a batch: the cursor behind its last row by `order`, null when it was not full, and its rows. */
export function reached(order: string, batch: string): string {
  return `SELECT CASE WHEN pg_catalog.count(*) = $2
             THEN (SELECT ${order} FROM ${batch} ORDER BY ${order} DESC LIMIT 1) END AS cursor, pg_catalog.count(*) AS rows
      FROM ${batch}`;
}

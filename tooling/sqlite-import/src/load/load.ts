import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type pg from "pg";
import { ContentsDiffer } from "../failure/errors.js";
import type { Source } from "../shape/open-source.js";
import type { TargetTable } from "../shape/target-table.js";
import { addKeys, type Keys } from "./add-keys.js";
import { type Copied, copyTable } from "./copy-table.js";
import { createTable } from "./create-table.js";
import type { Originals } from "./originals.js";
import {
  countOriginals,
  type ExistingImport,
  forgetImport,
  recordImport,
  recordSql,
} from "./record.js";
import type { ImportedTable, SqliteImport } from "./result.js";
import { verifyTable } from "./verify-table.js";

/** What is being done with a table. */
export interface LoadEvent {
  readonly kind: "copying" | "comparing" | "adding keys";
  readonly table: string;
  /** Of this table, so far. */
  readonly rows: number;
  /** Of this table in all. */
  readonly of: number;
}

export interface LoadOptions {
  readonly schema: string;
  readonly originals: Originals;
  readonly replaced: ExistingImport | undefined;
  readonly begun: number;
  readonly signal: AbortSignal | undefined;
  onEvent(event: LoadEvent): void;
}

/** Loads all tables in the transaction that is open, in place of an earlier import. */
export async function load(
  client: pg.ClientBase,
  source: Source,
  options: LoadOptions,
): Promise<SqliteImport> {
  const { schema, originals, replaced } = options;
  await client.query(recordSql);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)}`);
  if (replaced) await drop(client, replaced);
  for (const table of source.tables) await createTable(client, schema, table);
  const tables: ImportedTable[] = [];
  for (const table of source.tables) tables.push(await loadTable(client, source, table, options));
  const rows = tables.reduce((sum, one) => sum + one.rows, 0);
  const result: SqliteImport = {
    ...source.about,
    schema,
    tables,
    rows,
    originals: originals.count,
    replaced: replaced !== undefined,
    milliseconds: Math.round(performance.now() - options.begun),
  };
  await recordImport(client, result);
  await originals.store(client);
  const stored = await countOriginals(client, schema);
  if (stored !== originals.count)
    throw new ContentsDiffer(`${originals.count} originals were to be stored, and ${stored} are.`);
  return result;
}

/** Tables alone: what depends on them, or was put into the schema meanwhile, makes it fail. */
async function drop(client: pg.ClientBase, { schema, tables }: ExistingImport): Promise<void> {
  const names = tables.map((table) => quoteTable(schema, table));
  if (names.length > 0) await client.query(`DROP TABLE IF EXISTS ${names.join(", ")}`);
  await forgetImport(client, schema);
}

async function loadTable(
  client: pg.ClientBase,
  { database }: Source,
  table: TargetTable,
  { schema, originals, signal, onEvent }: LoadOptions,
): Promise<ImportedTable> {
  const tell = (kind: LoadEvent["kind"], rows: number): void => {
    signal?.throwIfAborted();
    onEvent({ kind, table: table.source.name, rows, of: table.rows });
  };
  tell("copying", 0);
  const copied = await copyTable(client, database, { schema, table, originals }, (rows) =>
    tell("copying", rows),
  );
  tell("comparing", copied.rows);
  await verifyTable(client, schema, table, copied);
  tell("adding keys", copied.rows);
  const keys = await addKeys(client, schema, table);
  await client.query(`ANALYZE ${quoteTable(schema, table.name)}`);
  return asImported(table, copied, keys);
}

function asImported(table: TargetTable, { rows, columns }: Copied, keys: Keys): ImportedTable {
  const { name, rowKey, foreignKeys, sql } = table.source;
  return {
    name,
    table: table.name,
    rows,
    rowKey: rowKey.kind,
    ...keys,
    foreignKeys,
    columns: table.columns.flatMap(({ source, name: column, type }, at) => {
      const sum = columns[at];
      return source && sum ? [{ ...source, column, type, ...sum }] : [];
    }),
    sql,
  };
}

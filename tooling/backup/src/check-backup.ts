import type pg from "pg";
import { keyOf } from "./catalog/relations.js";
import { readTables, type Table } from "./catalog/tables.js";
import { explainServerFailure } from "./explain-server-failure.js";
import { assertComplete, assertUndamaged } from "./folder/check-files.js";
import { type Manifest, otherFiles, readManifest, type SavedTable } from "./folder/manifest.js";
import { sumRows } from "./rows/copy-rows.js";
import { openSession } from "./session/session.js";

export interface CheckOptions {
  readonly url: string;
  /** The folder of the backup. */
  readonly from: string;
  /** Tables that it has to hold; the partitions of one that has any. */
  readonly tables: readonly { readonly schema: string; readonly name: string }[];
}

/** A table, and what the backup holds of it. */
export interface CheckedTable {
  readonly schema: string;
  readonly name: string;
  /**
   * "same": its rows as they are now. "partly": only some of them, or masked. "missing": nothing of it.
   * "other rows": another number of them, or other contents.
   */
  readonly holds: "same" | "partly" | "missing" | "other rows";
  /** Rows that the table has now. */
  readonly rows: number;
  /** Rows in the backup. */
  readonly saved: number;
}

/**
 * Reads a backup from end to end without restoring it, and compares the rows of some tables with what it holds of
 * them, by number and checksum. It only reads.
 *
 * @throws NotABackup, BackupTooNew
 * @throws FileDamaged when any file of it is not as it was written
 */
export async function checkBackup({ url, from, tables }: CheckOptions): Promise<CheckedTable[]> {
  const manifest = await readManifest(from);
  const files = [...otherFiles(manifest), ...manifest.tables];
  await assertComplete(from, files);
  for (const file of files) await assertUndamaged(from, file);
  const session = await openSession(url);
  try {
    const checked: CheckedTable[] = [];
    for (const table of await tablesWithRows(session.client, tables))
      checked.push(await checkTable(session.client, table, manifest));
    return checked;
  } catch (error) {
    throw explainServerFailure(error, "The backup itself is as it was written.");
  } finally {
    await session.client.end();
  }
}

async function checkTable(
  client: pg.Client,
  table: Table,
  { tables, masked = [], sample }: Manifest,
): Promise<CheckedTable> {
  const { schema, name } = table;
  const saved = tables.find((one) => keyOf(one) === keyOf(table));
  const now = await sumRows(client, { table });
  const isPart = sample !== undefined || masked.some((one) => one.startsWith(`${keyOf(table)}.`));
  const holds = saved === undefined ? "missing" : isPart ? "partly" : compare(saved, table, now);
  return { schema, name, holds, rows: now.rows, saved: saved?.rows ?? 0 };
}

function compare(
  saved: SavedTable,
  { columns }: Table,
  now: { readonly rows: number; readonly checksum: string },
): CheckedTable["holds"] {
  const isSame =
    saved.rows === now.rows &&
    saved.checksum === now.checksum &&
    saved.columns.length === columns.length &&
    columns.every(({ name }, index) => name === saved.columns[index]);
  return isSame ? "same" : "other rows";
}

/** The tables and their partitions, as far as they hold rows themselves. */
async function tablesWithRows(
  client: pg.Client,
  tables: CheckOptions["tables"],
): Promise<readonly Table[]> {
  const { rows } = await client.query<{ oid: string }>(
    `WITH RECURSIVE part (oid) AS (
       SELECT pg_catalog.to_regclass(name)::oid FROM pg_catalog.unnest($1::text[]) AS name
       UNION SELECT inhrelid FROM pg_catalog.pg_inherits JOIN part ON inhparent = part.oid)
     SELECT oid::text AS oid FROM part`,
    [tables.map(keyOf)],
  );
  const wanted = new Set(rows.map(({ oid }) => oid));
  return (await readTables(client)).filter(({ oid }) => wanted.has(oid));
}

import { quoteIdentifier, quoteTable } from "@deepiri/database/without-client";
import type pg from "pg";
import { keyOf } from "./catalog/relations.js";
import type { SavedRole } from "./catalog/roles.js";
import { readValue, type SequenceValue } from "./catalog/sequences.js";
import type { Definition } from "./definition/definition.js";
import { readScript } from "./definition/script.js";
import { BackupTooNew, ContentsDiffer, UnfitDatabase } from "./errors.js";
import { explainServerFailure } from "./explain-server-failure.js";
import { assertComplete, readText } from "./folder/check-files.js";
import { type Manifest, otherFiles, readManifest, type SavedTable } from "./folder/manifest.js";
import { chooseDefinitions } from "./restoring/choose-definitions.js";
import { readExisting } from "./restoring/existing.js";
import { keptTables } from "./restoring/kept-tables.js";
import { loadLargeObjects } from "./restoring/load-large-objects.js";
import { loadTables } from "./restoring/load-tables.js";
import { makeRoles } from "./restoring/make-roles.js";
import { run } from "./restoring/run.js";
import type { OnTable } from "./rows/on-table.js";
import { type Choice, type Selection, select } from "./selection/selection.js";
import { openSession, type Session } from "./session/session.js";

export interface RestoreOptions extends Choice {
  readonly url: string;
  /** The folder of the backup. */
  readonly from: string;
  readonly onTable?: OnTable;
}

/** What was restored, and found to be what was backed up. */
export interface Restored {
  readonly tables: readonly SavedTable[];
  /** Foreign keys that hold. */
  readonly keys: number;
  readonly sequences: number;
  /** Roles that were missing and were made. */
  readonly madeRoles: readonly SavedRole[];
}

/**
 * Restores a backup, or some schemas or packages of it, in one transaction: either all of it is there,
 * and what was counted and added up is what was backed up, or the database is as it was. Tables are
 * made, then filled, then get their keys, indexes and triggers, so no trigger sees the rows.
 *
 * @throws BackupError
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { from, url } = options;
  const manifest = await readManifest(from);
  const selection = select(manifest, options);
  const chosen = new Set(selection.relations.map(keyOf));
  const tables = manifest.tables.filter((one) => chosen.has(keyOf(one)));
  await assertComplete(from, [...otherFiles(manifest), ...tables]);
  const session = await openSession(url, false);
  try {
    assertFits(session, manifest);
    await session.client.query("BEGIN");
    const restored = await restoreInto(session.client, manifest, selection, tables, options);
    await session.client.query("COMMIT");
    return restored;
  } catch (error) {
    throw explainServerFailure(error, "The database is as it was.");
  } finally {
    await session.client.end();
  }
}

async function restoreInto(
  client: pg.Client,
  manifest: Manifest,
  selection: Selection,
  tables: readonly SavedTable[],
  { from, onTable }: RestoreOptions,
): Promise<Restored> {
  const existing = await readExisting(client);
  const histories = manifest.packages.map(({ historySchema }) => historySchema);
  const kept = await keptTables(client, tables, histories, selection, existing);
  const all = await definitionsOf(from, manifest);
  const definitions = chooseDefinitions(all, selection, existing, kept);
  const named = new Set(definitions.flatMap(({ roles }) => roles));
  const roles = manifest.roles.filter(({ name }) => selection.isWhole || named.has(name));
  const madeRoles = await makeRoles(client, roles, existing);
  const loaded = tables.filter((one) => !kept.has(keyOf(one)));

  // As pg_restore has it; and room to sort, so that building indexes needs fewer passes.
  await client.query(
    "SET LOCAL check_function_bodies = off; SET LOCAL maintenance_work_mem = '256MB'",
  );
  for (const { sql, isAfterRows } of definitions) if (!isAfterRows) await run(client, sql);
  await loadTables(client, from, loaded, onTable);
  const sequences = manifest.sequences.filter(({ schema, name, table }) =>
    table === null
      ? selection.hasObject(schema, name)
      : chosenTable(selection, table) && !kept.has(table),
  );
  for (const one of sequences) await setSequence(client, one);
  for (const { sql, isAfterRows } of definitions) if (isAfterRows) await run(client, sql);
  for (const { schema, name } of manifest.filledViews)
    if (selection.hasObject(schema, name))
      await run(client, `REFRESH MATERIALIZED VIEW ${quoteTable(schema, name)}`);
  if (selection.isWhole && manifest.largeObjects)
    await loadLargeObjects(client, from, manifest.largeObjects);
  if (selection.isWhole) await giveDatabaseRights(client, manifest.databaseRights);
  if (loaded.length > 0) await run(client, `ANALYZE ${loaded.map(keyOf).join(", ")}`);
  const keys = definitions.filter(({ key }) => key !== undefined).length;
  return { tables: loaded, keys, sequences: sequences.length, madeRoles };
}

async function definitionsOf(
  from: string,
  { definitions, outlines }: Manifest,
): Promise<Definition[]> {
  const script = await readText(from, definitions);
  if (outlines) return readScript(script, JSON.parse(await readText(from, outlines)));
  const { readDefinitions } = await import("./definition/definition.js");
  return await readDefinitions(script);
}

function chosenTable({ relations }: Selection, table: string): boolean {
  return relations.some((one) => keyOf(one) === table);
}

function assertFits({ major, version, encoding }: Session, { server }: Manifest): void {
  if (Number.parseInt(server.version, 10) > major)
    throw new BackupTooNew(
      `The backup is of PostgreSQL ${server.version}, and this server is ${version}: an older one may not know all that is in it. Restore into PostgreSQL ${Number.parseInt(server.version, 10)} or newer.`,
    );
  if (server.encoding !== encoding)
    throw new UnfitDatabase(
      `The backup is of a database in ${server.encoding}, and this one is in ${encoding}. Make one that is like it: CREATE DATABASE ... ENCODING '${server.encoding}' TEMPLATE template0;`,
    );
}

async function setSequence(client: pg.Client, wanted: SequenceValue): Promise<void> {
  const { last, called } = wanted;
  const sequence = quoteTable(wanted.schema, wanted.name);
  await client.query("SELECT pg_catalog.setval($1::pg_catalog.regclass, $2, $3)", [
    sequence,
    last,
    called,
  ]);
  const got = await readValue(client, wanted);
  if (got.last !== last || got.called !== called)
    throw new ContentsDiffer(
      `The sequence ${sequence} is at ${got.last} in place of ${last}. The database is as it was.`,
    );
}

async function giveDatabaseRights(client: pg.Client, statements: readonly string[]): Promise<void> {
  const { rows } = await client.query("SELECT pg_catalog.current_database() AS name");
  for (const sql of statements)
    await run(client, sql.replace("%database%", quoteIdentifier(rows[0].name)));
}

import { quoteIdentifier } from "@deepiri/database/without-client";
import { bookkeepingSchemas, type Database } from "@deepiri/workspace";
import { readDatabaseRights } from "./catalog/database-rights.js";
import { readFilledViews } from "./catalog/filled-views.js";
import { readLargeObjectRoles } from "./catalog/large-objects.js";
import { keyOf } from "./catalog/relations.js";
import { assertReadable } from "./catalog/rights.js";
import { readRoles } from "./catalog/roles.js";
import { readSequences } from "./catalog/sequences.js";
import { readTables } from "./catalog/tables.js";
import { readUnsaved } from "./catalog/unsaved.js";
import { type Definition, readDefinitions } from "./definition/definition.js";
import { printDefinitions } from "./definition/print-definitions.js";
import { writeScript } from "./definition/script.js";
import { explainServerFailure } from "./explain-server-failure.js";
import {
  definitionsFile,
  type Manifest,
  manifestFile,
  outlinesFile,
  writtenManifest,
} from "./folder/manifest.js";
import { PartialFolder } from "./folder/partial-folder.js";
import { saveText } from "./folder/save-text.js";
import { readMarks } from "./mask/mark.js";
import { type MaskSecret, setMaskKey } from "./mask/mask-key.js";
import type { OnTable } from "./rows/on-table.js";
import type { RowSource } from "./rows/row-source.js";
import type { SampleSize } from "./sample/sample-rows.js";
import { chooseRows } from "./saving/choose-rows.js";
import { saveLargeObjects } from "./saving/save-large-objects.js";
import { saveTables } from "./saving/save-tables.js";
import { readContents } from "./selection/contents.js";
import { type Choice, type Contents, type Selection, select } from "./selection/selection.js";
import { together } from "./session/lanes.js";
import { openSession, type Session } from "./session/session.js";
import { type Snapshot, withSnapshot } from "./session/snapshot.js";

export interface BackupOptions extends Choice {
  readonly url: string;
  /** The folder to make. */
  readonly out: string;
  /** The database as the workspace knows it; without it there are no packages to choose. */
  readonly database?: Database;
  /** Only some rows of each table, with all rows that they lead to; all rows if left out. */
  readonly sample?: SampleSize;
  /** Replaces what is personal or secret; nothing is replaced if left out. */
  readonly mask?: MaskSecret;
  readonly onTable?: OnTable;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Writes a backup of a database, or of some schemas or packages of it, into a new folder: all of one
 * moment, while others go on reading and writing. The folder gets its name when it is complete; a run
 * that fails leaves none.
 *
 * @throws BackupError
 */
export async function backUp(options: BackupOptions): Promise<Manifest> {
  const folder = await PartialFolder.open(options.out);
  try {
    const selection = await chooseReadable(options);
    const manifest = await folder.explained(() =>
      withSnapshot(options.url, selection.relations, (snapshot) =>
        write(folder, snapshot, options),
      ),
    );
    await folder.write(manifestFile, writtenManifest(manifest));
    await folder.finish();
    return manifest;
  } catch (error) {
    await folder.discard();
    throw explainServerFailure(error, "Nothing of the backup is left.");
  }
}

/** What is asked for, which the login may read. */
async function chooseReadable({ url, database, ...choice }: BackupOptions): Promise<Selection> {
  const { client } = await openSession(url);
  try {
    const selection = select(await readContents(client, database), choice);
    await assertReadable(client, selection.hasSchema);
    return selection;
  } finally {
    await client.end();
  }
}

async function write(
  folder: PartialFolder,
  snapshot: Snapshot,
  options: BackupOptions,
): Promise<Manifest> {
  const [session] = snapshot.sessions as readonly [Session, ...Session[]];
  const { client } = session;
  const contents = await readContents(client, options.database);
  const selection = select(contents, options);
  const sources = await chosenRows(snapshot, contents, selection, options);
  const [definitions, tables] = await together(
    chosenDefinitions(options, snapshot, contents, selection),
    saveTables(folder, snapshot, sources, options.onTable),
  );
  const databaseRights = selection.isWhole
    ? await readDatabaseRights(client)
    : { statements: [], roles: [] };
  const roles = [...definitions.flatMap((one) => one.roles), ...databaseRights.roles];
  const isComplete = selection.isWhole && !options.sample && !options.mask;
  const largeObjects = isComplete ? await saveLargeObjects(folder, client) : undefined;
  if (largeObjects) roles.push(...(await readLargeObjectRoles(client)));
  const { rows } = await client.query("SELECT pg_catalog.current_database() AS name");
  const { script, outlines } = writeScript(definitions);
  return {
    format: largeObjects ? 2 : 1,
    takenAt: snapshot.takenAt,
    server: { version: session.version, encoding: session.encoding },
    database: rows[0].name,
    isWhole: selection.isWhole,
    packages: chosenPackages(contents, selection),
    schemas: contents.schemas.filter((one) => selection.hasSchema(one)),
    relations: selection.relations,
    definitions: await saveText(folder, definitionsFile, script),
    outlines: await saveText(folder, outlinesFile, JSON.stringify(outlines)),
    tables,
    ...(largeObjects && { largeObjects }),
    sequences: await readSequences(client, ({ schema, name, table }) =>
      table === null
        ? selection.hasObject(schema, name)
        : selection.relations.some((one) => keyOf(one) === table),
    ),
    filledViews: (await readFilledViews(client)).filter(({ schema, name }) =>
      selection.hasObject(schema, name),
    ),
    roles: await readRoles(client, [...new Set(roles)]),
    databaseRights: databaseRights.statements,
    unsaved: await readUnsaved(client, { hasLargeObjects: isComplete }),
    ...(options.sample && { sample: options.sample }),
    ...(options.mask && { masked: sources.flatMap(maskedColumns) }),
  };
}

async function chosenRows(
  { sessions }: Snapshot,
  { packages }: Contents,
  { relations }: Selection,
  { sample, mask, database }: BackupOptions,
): Promise<RowSource[]> {
  const [{ client }] = sessions as readonly [Session, ...Session[]];
  if (mask) for (const one of sessions) await setMaskKey(one.client, mask);
  const chosen = new Set(relations.map(keyOf));
  const tables = (await readTables(client)).filter((one) => chosen.has(keyOf(one)));
  return await chooseRows(client, tables, {
    ...(sample && { sample }),
    ...(mask && { marks: database ? readMarks(database) : new Map() }),
    untouched: bookkeepingSchemas(packages),
  });
}

function maskedColumns({ table, replaced }: RowSource): string[] {
  return [...(replaced?.keys() ?? [])].map((name) => `${keyOf(table)}.${quoteIdentifier(name)}`);
}

async function chosenDefinitions(
  { url, env }: BackupOptions,
  { id }: Snapshot,
  { schemas }: Contents,
  selection: Selection,
): Promise<Definition[]> {
  const without = schemas.filter((one) => !selection.hasSchema(one));
  const asked = { snapshot: id, without, ...(env && { env }) };
  const all = await readDefinitions(await printDefinitions(url, asked));
  return all.filter(({ about }) => selection.has(about));
}

/** Packages all of whose tables are in the backup. */
function chosenPackages({ packages, relations }: Contents, selection: Selection) {
  const chosen = new Set(selection.relations.map(keyOf));
  const there = new Set(relations.map(keyOf));
  return packages.filter(({ tables }) => tables.every((one) => chosen.has(one) || !there.has(one)));
}

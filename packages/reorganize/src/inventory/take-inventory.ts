import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { applicationName } from "../session/session.js";
import { type Target, withTarget } from "../target/with-target.js";
import {
  type Catalogue,
  plainName,
  type Reader,
  readCatalogue,
  sqlName,
  type Table,
} from "./catalogue.js";
import { findConflicts } from "./conflict/find-conflicts.js";
import { targetTypes } from "./conflict/target-types.js";
import { compareDefinitions } from "./definition/compare-definitions.js";
import { filesAt } from "./definition/read-definition.js";
import { rowsOf } from "./group-by-table.js";
import type { Inventory, InventoryTable } from "./inventory.js";
import { type Matches, matchTables } from "./match-tables.js";
import { readObjects } from "./object/read-objects.js";

export interface InventoryOptions {
  /** .sql files, Prisma schemas, or folders of either. */
  readonly definitions?: readonly string[];
  /** Told what is being looked at. */
  readonly onProgress?: (what: string) => void;
}

/** From these on, rows of tables that hold nothing of the target are estimated. */
const manyRows = 1_000_000;

/**
 * What is in the database of `url`, and every conflict with the target. Reads it in one read-only
 * transaction and changes nothing; scratch databases beside it are made and dropped.
 */
export async function takeInventory(
  url: string,
  options: InventoryOptions = {},
): Promise<Inventory> {
  const { definitions = [], onProgress = () => {} } = options;
  // A path mistyped is told at once, not after all tables were read.
  for (const path of definitions) filesAt(path);
  onProgress("Building the target in a scratch database");
  const inventory = await withTarget(url, (target) => readInventory(url, target, onProgress));
  if (definitions.length === 0) return inventory.report;
  const compared = await compareDefinitions(url, definitions, inventory.source, onProgress);
  return { ...inventory.report, definitions: compared };
}

async function readInventory(
  url: string,
  target: Target,
  onProgress: (what: string) => void,
): Promise<{ report: Inventory; source: Catalogue }> {
  const ofTarget = await namesOfTarget(target.url);
  return reading(url, async (client) => {
    const server = await readServer(client);
    const source = await readCatalogue(client);
    const objects = await readObjects(client);
    const matches = matchTables(source, target.catalogue, target.owners);
    const estimated = new Set<string>();
    const { conflicts, rows } = await findConflicts(client, {
      source,
      objects,
      matches,
      ofTarget,
      target: target.catalogue,
      owners: target.owners,
      types: targetTypes(target.catalogue, server.number),
      countRows: async (name) => {
        const table = source.tables.get(name) as Table;
        if (table.rows < manyRows) return countRows(client, table);
        estimated.add(name);
        return table.rows;
      },
      onTable: (table) => onProgress(`Looking through ${table}`),
    });
    const tables: InventoryTable[] = [];
    for (const table of source.tables.values()) {
      const known = rows.get(plainName(table)) ?? (await countRows(client, table));
      const exact = !estimated.has(plainName(table));
      tables.push(describeTable(table, known, exact, matches, target));
    }
    const report: Inventory = {
      database: server.database,
      serverVersion: server.version,
      tables,
      enums: [...source.enums.values()],
      objects,
      conflicts,
    };
    return { report, source };
  });
}

function describeTable(
  table: Table,
  rows: number,
  exact: boolean,
  { places }: Matches,
  target: Target,
): InventoryTable {
  const home = places.find(({ source }) => source === table)?.target;
  return {
    schema: table.schema,
    name: table.name,
    kind: table.partitioned ? "partitioned table" : "table",
    rows,
    exact,
    bytes: table.bytes,
    owner: ownerOf(table, home, target),
    target: home ? plainName(home) : null,
    columns: table.columns.length,
    constraints: table.constraints.map(({ name }) => name),
    indexes: table.indexes.map(({ name }) => name),
  };
}

function ownerOf(table: Table, home: Table | undefined, target: Target): string | null {
  if (home) return target.owners.get(plainName(home)) ?? null;
  const { packages } = target.workspace;
  return packages.find(({ historySchema }) => historySchema === table.schema)?.key ?? null;
}

async function reading<Result>(
  url: string,
  body: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectOnce(url, { applicationName });
  try {
    await client.query(`
      BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
      SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = 0; SET LOCAL search_path = '';
      SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL row_security = off; SET LOCAL TimeZone = 'UTC'`);
    return await body(client);
  } finally {
    await client.end();
  }
}

async function readServer(
  reader: Reader,
): Promise<{ database: string; version: string; number: number }> {
  const answer = await reader.query(`
    SELECT pg_catalog.current_database() AS database, pg_catalog.current_setting('server_version') AS version,
           pg_catalog.current_setting('server_version_num')::int AS number`);
  return rowsOf<{ database: string; version: string; number: number }>(answer)[0] as never;
}

async function countRows(reader: Reader, table: Table): Promise<number> {
  const answer = await reader.query(`SELECT count(*)::float8 AS count FROM ${sqlName(table)}`);
  return rowsOf<{ count: number }>(answer)[0]?.count ?? 0;
}

async function namesOfTarget(url: string): Promise<Set<string>> {
  const { views, routines } = await reading(url, readObjects);
  return new Set([...views, ...routines].map(({ schema, name }) => `${schema}.${name}`));
}

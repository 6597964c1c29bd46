import { readdir } from "node:fs/promises";
import path from "node:path";
import { rolePrefix } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import { readWorkspace } from "@deepiri/workspace";
import { withClient } from "../src/maintenance/databases.js";
import { readContainers } from "./containers.js";
import { readProcesses } from "./processes.js";

/** Where a test run may leave something. */
export interface Places {
  /** A server that runs may be given by address. */
  readonly serverUrl: string;
  /** The workspace whose programs count. */
  readonly root: string;
  /** Folders that nobody else writes to. */
  readonly folders: readonly string[];
  /** Where throw-away servers of everybody lie. */
  readonly memoryDisk: string;
}

/** Everything that is there now, one line each; what a run leaves is what it adds to them. */
export async function readTraces(places: Places): Promise<string[]> {
  const processes = await readProcesses();
  const ours = processes.filter(({ words }) => words.some((word) => word.includes(places.root)));
  const all = await Promise.all([
    ours.map(({ pid, words }) => `process ${pid}: ${words.slice(0, 4).join(" ")}`),
    readDatabases(places.serverUrl),
    readRoles(places.serverUrl),
    readFiles(places.folders),
    readServerFolders(places, processes),
    readContainers(),
  ]);
  return all.flat();
}

/** The same, for as long as there is more than before but it may still be going away. */
export async function readTracesLeft(
  places: Places,
  before: readonly string[],
  patience = 5_000,
): Promise<string[]> {
  const end = Date.now() + patience;
  for (;;) {
    const left = (await readTraces(places)).filter((trace) => !before.includes(trace));
    if (left.length === 0 || Date.now() > end) return left;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// Templates are for the next run.
async function readDatabases(url: string): Promise<string[]> {
  return await readNames(
    url,
    "database",
    `SELECT datname::text AS name FROM pg_catalog.pg_database
     WHERE datname !~ '^template(0|1|_[a-z_]+_[0-9a-f]{16})$'`,
  );
}

// Group roles belong to the server, as the templates do whose rights name them.
async function readRoles(url: string): Promise<string[]> {
  return await readNames(
    url,
    "role",
    `SELECT rolname::text AS name FROM pg_catalog.pg_roles
     WHERE NOT starts_with(rolname, 'pg_') AND NOT rolname::text ^@ ANY ($1::text[])`,
    readWorkspace().databases.map(({ name }) => rolePrefix(name)),
  );
}

async function readNames(
  url: string,
  kind: string,
  sql: string,
  ...values: unknown[]
): Promise<string[]> {
  return await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(sql, values);
    return rows.map(({ name }) => `${kind} ${name}`);
  });
}

async function readFiles(folders: readonly string[]): Promise<string[]> {
  const lists = folders.map(async (folder) => {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    return names.map((name) => `file ${path.join(folder, name)}`);
  });
  return (await Promise.all(lists)).flat();
}

// Those that a program from elsewhere uses are another checkout's.
async function readServerFolders(
  { memoryDisk, root }: Places,
  processes: readonly { words: readonly string[] }[],
): Promise<string[]> {
  const names = await readdir(memoryDisk).catch(() => []);
  const folders = names.filter((name) => name.startsWith(`${brand.name}-`));
  const strangers = processes.filter(({ words }) => !words.some((word) => word.includes(root)));
  const theirs = (name: string) =>
    strangers.some(({ words }) => words.some((word) => word.includes(name)));
  return folders
    .filter((name) => !theirs(name))
    .map((name) => `server folder ${path.join(memoryDisk, name)}`);
}

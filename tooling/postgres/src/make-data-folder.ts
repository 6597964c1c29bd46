import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chown, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { DataFolderNotMadeError, NotADataFolderError } from "./errors.js";
import { lastLines } from "./last-lines.js";
import { type Spawning, spawnProgram } from "./spawn-program.js";

// Without these the encoding and the sort order would follow the environment of whoever is first.
const clusterOptions = [
  "--encoding=UTF8",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--locale=C",
  "--auth=trust",
  "--username=postgres",
  "--no-sync",
  "--no-instructions",
  "--set=dynamic_shared_memory_type=mmap",
];

/**
 * Makes a data folder, whole or not at all: it grows under another name and is renamed when done.
 * Leftovers of attempts that were killed are removed first; the caller holds the start lock.
 *
 * @throws DataFolderNotMadeError when `initdb` or the disk fails, NotADataFolderError when something
 * else is in its place.
 */
export async function makeDataFolder(
  dataFolder: string,
  initdb: string,
  spawning: Omit<Spawning, "output">,
): Promise<void> {
  if ((await readdir(dataFolder).catch(() => [])).length > 0) {
    throw new NotADataFolderError(dataFolder);
  }
  const draft = `${dataFolder}.making-${randomUUID()}`;
  const log = `${draft}.log`;
  try {
    await removeDrafts(dataFolder);
    await mkdir(draft, { mode: 0o700 });
    if (spawning.launcher.switchesUser) {
      await chown(draft, spawning.launcher.uid, spawning.launcher.gid);
    }
    await runInitdb([initdb, ...clusterOptions, `--pgdata=${draft}`], log, spawning);
    await rename(draft, dataFolder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const output = `${await lastLines(log)}\n${reason}`;
    throw new DataFolderNotMadeError(path.dirname(dataFolder), output, { cause });
  } finally {
    await removeDrafts(dataFolder);
  }
}

async function runInitdb(
  command: [string, ...string[]],
  log: string,
  spawning: Omit<Spawning, "output">,
): Promise<void> {
  const output = await open(log, "w");
  try {
    const child = await spawnProgram(command, { ...spawning, output: output.fd });
    child.ref();
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    await spawning.watchdog?.watch(undefined);
    if (child.exitCode !== 0) {
      throw new Error(`initdb ended with ${child.signalCode ?? `exit code ${child.exitCode}`}`);
    }
  } finally {
    await output.close();
  }
}

// An initdb whose starter was killed may still be writing into its draft; then the next start, or
// our own end, removes what is left.
async function removeDrafts(dataFolder: string): Promise<void> {
  const parent = path.dirname(dataFolder);
  const prefix = `${path.basename(dataFolder)}.making-`;
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const again = { maxRetries: 5, retryDelay: 20 };
    await rm(path.join(parent, name), { recursive: true, force: true, ...again }).catch(() => {});
  }
}

/** Whether a data folder is there, finished. */
export async function hasDataFolder(dataFolder: string): Promise<boolean> {
  return await stat(path.join(dataFolder, "PG_VERSION")).then(
    () => true,
    () => false,
  );
}

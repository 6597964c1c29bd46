import { once } from "node:events";
import { chown, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { DataFolderNotMadeError } from "./errors.js";
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
];

/**
 * Makes a data folder, whole or not at all: it grows under another name and is renamed when done.
 * Leftovers of attempts that were killed are removed first; the caller holds the start lock.
 *
 * @throws DataFolderNotMadeError when `initdb` or the disk fails.
 */
export async function makeDataFolder(
  dataFolder: string,
  initdb: string,
  spawning: Omit<Spawning, "output">,
): Promise<void> {
  const draft = `${dataFolder}.making-${process.pid}`;
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
    await removeDrafts(dataFolder).catch(() => {});
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

async function removeDrafts(dataFolder: string): Promise<void> {
  const parent = path.dirname(dataFolder);
  const prefix = `${path.basename(dataFolder)}.making-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix))
      await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

/** Whether a data folder is there, finished. */
export async function hasDataFolder(dataFolder: string): Promise<boolean> {
  return await stat(path.join(dataFolder, "PG_VERSION")).then(
    () => true,
    () => false,
  );
}

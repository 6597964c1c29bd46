import { readlink, realpath, symlink } from "node:fs/promises";
import { askServer, serverUrl } from "./ask-server.js";
import { findBinaries, program } from "./binaries.js";
import { ServerNotStartedError } from "./errors.js";
import { lastLines } from "./last-lines.js";
import { chooseLauncher, type Launcher } from "./launcher.js";
import { hasDataFolder, makeDataFolder } from "./make-data-folder.js";
import { ownerOf, prepareDataFolder } from "./prepare-data-folder.js";
import { reachableBinaries, reachableDataFolder } from "./reach.js";
import type { OwnRecord, RunningServer } from "./read-server.js";
import { runPostgres } from "./run-postgres.js";
import type { Layout } from "./server-layout.js";
import { writeRecord } from "./server-record.js";
import type { Kind } from "./server-settings.js";
import type { Watchdog } from "./watchdog.js";

/** What to launch. */
export interface Launch {
  readonly kind: Kind;
  readonly databases?: readonly string[];
  readonly recordFile?: string;
}

/**
 * Makes the data folder if need be and starts a server on it. The caller holds the start lock, and
 * has a watchdog for a throw-away server.
 */
export async function launchServer(
  layout: Layout,
  launch: Launch,
  port: number | undefined,
  watchdog: Watchdog | undefined,
): Promise<RunningServer> {
  const launcher = await chooseLauncher(await ownerOf(layout.data));
  const binaries = await reachableBinaries(await findBinaries(), launcher);
  const place = await placeOfData(layout.data, launcher);
  if (!(await hasDataFolder(place))) {
    await makeDataFolder(place, program(binaries, "initdb"), { launcher, watchdog });
  }
  const data = await realpath(place);
  await prepareDataFolder(data, binaries, launcher);
  const postgres = program(binaries, "postgres");
  const start = { postgres, data, log: layout.log, kind: launch.kind, port, launcher, watchdog };
  return await record(layout, launch, data, await runPostgres(start));
}

// The link comes first, so that whoever cleans up finds the data at any moment.
async function placeOfData(data: string, launcher: Launcher): Promise<string> {
  const link = await readlink(data).catch(() => undefined);
  if (link !== undefined) return link;
  if (await hasDataFolder(data)) return data;
  const place = await reachableDataFolder(data, launcher);
  if (place !== data) await symlink(place, data);
  return place;
}

async function record(
  layout: Layout,
  { kind, recordFile, databases = [] }: Launch,
  data: string,
  { pid, port }: { pid: number; port: number },
): Promise<RunningServer> {
  const answer = await askServer(port, data);
  if (!answer) {
    const reason = `process ${pid} does not answer on port ${port}`;
    throw new ServerNotStartedError(layout.log, reason, await lastLines(layout.log));
  }
  const url = serverUrl(port, databases[0]);
  const own: OwnRecord = { url, port, pid, data, kind, ...(recordFile && { recordFile }) };
  await writeRecord(layout.record, own);
  return { url, port, pid, ...answer };
}

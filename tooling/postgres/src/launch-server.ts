import { realpath, symlink } from "node:fs/promises";
import { askServer, serverUrl } from "./ask-server.js";
import { findBinaries, program } from "./binaries.js";
import { ServerNotStartedError } from "./errors.js";
import { lastLines } from "./last-lines.js";
import { chooseLauncher } from "./launcher.js";
import { hasDataFolder, makeDataFolder } from "./make-data-folder.js";
import { ownerOf, prepareDataFolder } from "./prepare-data-folder.js";
import { reachableBinaries, reachableDataFolder } from "./reach.js";
import type { OwnRecord, RunningServer } from "./read-server.js";
import { runPostgres } from "./run-postgres.js";
import type { Layout } from "./server-layout.js";
import { writeRecord } from "./server-record.js";
import type { Kind } from "./server-settings.js";
import { stopServer } from "./stop-server.js";
import { startWatchdog, type Watchdog } from "./watchdog.js";

/** What to launch. */
export interface Launch {
  readonly kind: Kind;
  readonly database?: string;
  readonly recordFile?: string;
}

/** A server that this process started. */
export interface Launched {
  readonly running: RunningServer;
  stop(): Promise<void>;
}

/** Makes the data folder if need be and starts a server on it. The caller holds the start lock. */
export async function launchServer(
  layout: Layout,
  launch: Launch,
  port: number | undefined,
): Promise<Launched> {
  const launcher = await chooseLauncher(await ownerOf(layout.data));
  const binaries = await reachableBinaries(await findBinaries(), launcher);
  const home = await realpath(layout.data).catch(() => undefined);
  const place = home ?? (await reachableDataFolder(layout.data, launcher));
  const watchdog = launch.kind === "kept" ? undefined : startWatchdog([layout.directory, place]);
  try {
    if (!(await hasDataFolder(place))) {
      await makeDataFolder(place, program(binaries, "initdb"), { launcher, watchdog });
    }
    if (place !== layout.data && !home) await symlink(place, layout.data);
    const data = await realpath(layout.data);
    await prepareDataFolder(data, binaries, launcher);
    const postgres = program(binaries, "postgres");
    const start = { postgres, data, log: layout.log, kind: launch.kind, port, launcher, watchdog };
    const running = await record(layout, launch, data, await runPostgres(start));
    return { running, stop: () => stop(layout, watchdog) };
  } catch (error) {
    await watchdog?.end();
    throw error;
  }
}

async function record(
  layout: Layout,
  { kind, recordFile, database = "deepiri" }: Launch,
  data: string,
  { pid, port }: { pid: number; port: number },
): Promise<RunningServer> {
  const answer = await askServer(port, data);
  if (!answer) {
    const reason = `process ${pid} does not answer on port ${port}`;
    throw new ServerNotStartedError(layout.log, reason, await lastLines(layout.log));
  }
  const url = serverUrl(port, database);
  const own: OwnRecord = { url, port, pid, data, kind, ...(recordFile && { recordFile }) };
  await writeRecord(layout.record, own);
  return { url, port, pid, ...answer };
}

async function stop(layout: Layout, watchdog: Watchdog | undefined): Promise<void> {
  if (watchdog) await watchdog.end();
  else await stopServer(layout.directory);
}

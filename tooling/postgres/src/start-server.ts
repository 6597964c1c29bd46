import { ensureDatabases, serverUrl } from "./ask-server.js";
import { launchServer } from "./launch-server.js";
import { namingOwner } from "./owner.js";
import { type RunningServer, readServer } from "./read-server.js";
import { type Layout, layoutOf } from "./server-layout.js";
import { readRecord, writeRecord } from "./server-record.js";
import type { Kind } from "./server-settings.js";
import { withStartLock } from "./start-lock.js";
import { stopServer } from "./stop-server.js";
import { untilAnswers } from "./until-answers.js";
import { startWatchdog, type Watchdog } from "./watchdog.js";

/** Which server to start. */
export interface StartOptions {
  /** Holds all that belongs to the server: data, log, record. Made when missing. */
  readonly directory: string;
  /**
   * `kept`: safe on disk, and goes on running after this process. `throw-away`: forgets on a crash,
   * and is stopped and removed, directory and all, when the process that started it ends.
   */
  readonly kind: Kind;
  /** Port to take if nobody has it. Default for a kept server: `keptPort`; else any. */
  readonly port?: number;
  /** Databases to create if missing; the URL names the first. Default: PostgreSQL's own, `postgres`. */
  readonly databases?: readonly string[];
  /** A further file that holds the address as `{ url, port, pid }` while the server runs. */
  readonly recordFile?: string;
}

/** A running server. */
export interface Server {
  /** Address of the first of its databases that were asked for, as superuser. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Version such as `18.4`. */
  readonly version: string;
  /** Stops the server for everyone; a throw-away one is removed as well. */
  stop(): Promise<void>;
}

/** The port that a kept server prefers. */
export const keptPort = 54_329;

/**
 * Starts the server of a directory, or attaches to it when it already runs, whoever started it.
 * Any number of processes may call this at once: one starts it, all get it.
 *
 * @throws an EmbeddedServerError that says what to do.
 */
export async function startServer(options: StartOptions): Promise<Server> {
  const layout = layoutOf(options.directory);
  const running = await readServer(layout.directory);
  if (running) return await attach(running, layout, options);
  // Before the directory is made: from then on there is something to remove.
  const watchdog = options.kind === "throw-away" ? startWatchdog(layout.directory) : undefined;
  try {
    return await namingOwner(layout.directory, () =>
      withStartLock(layout.lock, () => attachOrLaunch(layout, options, watchdog)),
    );
  } catch (error) {
    await watchdog?.end();
    throw error;
  }
}

async function attachOrLaunch(
  layout: Layout,
  options: StartOptions,
  watchdog: Watchdog | undefined,
): Promise<Server> {
  const running = (await readServer(layout.directory)) ?? (await untilAnswers(layout));
  if (running) {
    await watchdog?.dismiss();
    return await attach(running, layout, options);
  }
  const port = options.port ?? (options.kind === "kept" ? keptPort : undefined);
  const launched = await launchServer(layout, options, port, watchdog);
  const server = await attach(launched, layout, options);
  return watchdog ? { ...server, stop: watchdog.end } : server;
}

async function attach(
  running: RunningServer,
  layout: Layout,
  { databases = [], recordFile }: StartOptions,
): Promise<Server> {
  const { port, pid, version } = running;
  const url = serverUrl(port, databases[0]);
  const missing = databases.filter((name) => !running.databases.includes(name));
  if (missing.length > 0) await ensureDatabases(port, missing);
  if (recordFile) {
    const record = await readRecord(recordFile);
    if (record?.url !== url || record.pid !== pid)
      await writeRecord(recordFile, { url, port, pid });
  }
  const stop = async () => {
    await stopServer(layout.directory);
  };
  return { url, port, pid, version, stop };
}

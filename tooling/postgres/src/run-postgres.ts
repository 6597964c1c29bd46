import type { ChildProcess } from "node:child_process";
import { open, rename, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ServerNotStartedError } from "./errors.js";
import { freePort, isFree } from "./free-port.js";
import { lastLines } from "./last-lines.js";
import {
  disownPostmasterFile,
  isServerProcess,
  processExists,
  readPostmasterFile,
} from "./postmaster-file.js";
import { type Kind, serverArguments } from "./server-settings.js";
import { type Spawning, spawnProgram } from "./spawn-program.js";

/** What a start needs to know. */
export interface Start extends Omit<Spawning, "output"> {
  readonly postgres: string;
  readonly data: string;
  readonly log: string;
  readonly kind: Kind;
  readonly port: number | undefined;
}

const patience = 60_000;
const logLimit = 5_000_000;

/**
 * Starts the server on a data folder and waits until it accepts connections.
 *
 * Tries again when another program took the chosen port in the meantime, or while children of a
 * killed server still hold the data folder, which lasts a second or two.
 *
 * @throws ServerNotStartedError with the last lines of the server's log.
 */
export async function runPostgres(start: Start): Promise<{ pid: number; port: number }> {
  await turnLog(start.log);
  const uncleanUntil = (await readPostmasterFile(start.data)) ? Date.now() + 8_000 : 0;
  for (;;) {
    await clearForeignOwner(start.data);
    const port = await freePort(start.port);
    const from = await stat(start.log).then(
      ({ size }) => size,
      () => 0,
    );
    const child = await spawnServer(start, port);
    const failure = await untilReady(child, start.data);
    if (failure === undefined && child.pid) return { pid: child.pid, port };
    await start.watchdog?.watch(undefined);
    if (Date.now() < uncleanUntil) await sleep(100);
    else if (await isFree(port)) {
      throw new ServerNotStartedError(start.log, failure ?? "", await lastLines(start.log, from));
    }
  }
}

async function spawnServer(start: Start, port: number): Promise<ChildProcess> {
  const output = await open(start.log, "a");
  try {
    const flags = serverArguments(start.kind, start.data, port);
    return await spawnProgram([start.postgres, ...flags], { ...start, output: output.fd });
  } finally {
    await output.close();
  }
}

async function untilReady(child: ChildProcess, data: string): Promise<string | undefined> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(5)) {
    if (child.exitCode !== null || child.signalCode !== null) {
      return `it ended with ${child.signalCode ?? `exit code ${child.exitCode}`}`;
    }
    const file = await readPostmasterFile(data);
    if (file?.pid === child.pid && file?.ready) return undefined;
  }
  child.kill("SIGQUIT");
  return `it was not ready after ${patience / 1000} s`;
}

async function clearForeignOwner(data: string): Promise<void> {
  const file = await readPostmasterFile(data);
  if (!file || !processExists(file.pid)) return;
  if (!(await isServerProcess(file.pid, data))) await disownPostmasterFile(data);
}

async function turnLog(log: string): Promise<void> {
  const size = await stat(log).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size > logLimit) await rename(log, `${log}.1`);
}

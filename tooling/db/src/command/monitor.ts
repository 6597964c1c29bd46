import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { readWorkspace } from "@deepiri/workspace";
import { Command, InvalidArgumentError, Option } from "commander";
import { describeReadings } from "../monitor/describe.js";
import type { Reading } from "../monitor/figure.js";
import { loadMetrics } from "../monitor/load-metrics.js";
import { openMetrics } from "../monitor/openmetrics.js";
import { readPlace } from "../monitor/read-place.js";
import { CommandError } from "../output/command-error.js";
import { chosenDatabases, databaseOption } from "../place/chosen-databases.js";
import { placesOf } from "../place/place.js";

interface Options {
  readonly database?: string;
  readonly json?: true;
  readonly openmetrics?: true;
  readonly watch?: true;
  readonly port?: number;
  readonly host: string;
}

/** `db monitor`: figures of live databases. */
export function monitorCommand(): Command {
  return new Command("monitor")
    .description(
      "Show figures of live databases: jobs, sizes, sessions, and those of the packages.",
    )
    .option(databaseOption, "of one database of the workspace; of all if left out")
    .option("--json", "print them as JSON")
    .addOption(new Option("--openmetrics", "print them as OpenMetrics text").conflicts("json"))
    .option("--watch", "print them anew every 2 seconds, until stopped")
    .addOption(
      new Option(
        "--port <number>",
        "answer GET /metrics there with OpenMetrics text, until stopped",
      )
        .argParser(readPort)
        .conflicts(["json", "openmetrics", "watch"]),
    )
    .option("--host <address>", "where --port listens; 0.0.0.0 is everywhere", "127.0.0.1")
    .addHelpText(
      "after",
      "\nIt only reads, and acts as the role that owns the objects where the login may.\n" +
        "Exit codes: 0 all was read, 1 a database or a metric could not be read, 2 the\n" +
        "last run of a job failed. --watch and --port end with 0.",
    )
    .action(async ({ database, json, openmetrics, watch, port, host }: Options) => {
      const workspace = readWorkspace();
      const places = placesOf(workspace, chosenDatabases(workspace, database));
      const watched = await loadMetrics(places);
      const read = (): Promise<Reading[]> => Promise.all(watched.map(readPlace));
      if (port !== undefined) return await serve(host, port, read);
      const text = (readings: readonly Reading[]): string => {
        if (json) return `${JSON.stringify({ databases: readings }, undefined, 2)}\n`;
        return openmetrics ? openMetrics(readings) : `${describeReadings(readings, width())}\n`;
      };
      if (watch) return await showAgainAndAgain(async () => text(await read()));
      const readings = await read();
      process.stdout.write(text(readings));
      process.exitCode = exitCode(readings);
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError("A number up to 65535.");
  return port;
}

// Away from a terminal nothing is cut.
function width(): number {
  return process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY;
}

function exitCode(readings: readonly Reading[]): number {
  const isUnread = ({ failure, figures }: Reading): boolean =>
    failure !== undefined || figures.some((one) => one.failure !== undefined);
  if (readings.some(isUnread)) return 1;
  return readings.some(({ jobs }) => jobs.some(({ failures }) => failures > 0)) ? 2 : 0;
}

async function serve(host: string, port: number, read: () => Promise<Reading[]>): Promise<void> {
  const { serveMetrics } = await import("../monitor/serve.js");
  const server = await serveMetrics({ host, port, read }).catch((error: Error) => {
    throw new CommandError(`cannot listen on port ${port} of ${host}: ${error.message}`);
  });
  const { port: taken } = server.address() as AddressInfo;
  console.log(`http://${host.includes(":") ? `[${host}]` : host}:${taken}/metrics`);
  await once(stopped(), "abort");
  server.close();
  server.closeAllConnections();
}

const everyMs = 2_000;

async function showAgainAndAgain(text: () => Promise<string>): Promise<void> {
  const signal = stopped();
  // A screen is drawn over, so that figures stay in their places.
  const clear = process.stdout.isTTY ? "\x1b[H\x1b[J" : "";
  while (!signal.aborted) {
    process.stdout.write(clear + (await text()));
    await pause(everyMs, undefined, { signal }).catch(() => {});
  }
}

function stopped(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGTERM", stop).once("SIGINT", stop);
  return controller.signal;
}

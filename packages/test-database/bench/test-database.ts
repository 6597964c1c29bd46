import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { circumstances, median, percentile, writeResults } from "@deepiri/bench";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { startKeeper } from "../src/warm/keeper.js";
import { type SuiteTimes, timeSuite } from "./suite.js";
import type { Times } from "./worker.js";

// Times a private database of a package, on one throw-away server: from the keeper's stock, by raw
// CREATE DATABASE ... TEMPLATE, and by migrating from nothing. A worker of its own takes them, as in
// a test run; every round does all, so that what disturbs the machine disturbs all.
// Usage: test-database.ts [rounds] [--no-suite]

const rounds = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 60);
const withSuite = !process.argv.includes("--no-suite");
const root = findWorkspaceRoot();
const limits = { median: 20, percentile95: 60, timesSlower: 20, overheadPercent: 25 };

const server = await startServer({
  directory: await throwAwayDirectory(path.join(root, brand.dataFolder, "bench")),
  kind: "throw-away",
});
let figures = {};
let missed = false;
try {
  const times = await timeDatabases();
  const [warm, fromNothing] = [summary(times.warm), summary(times.fromNothing)];
  const slower = Math.round(fromNothing.median / warm.median);
  report([
    [
      "from stock, median",
      `${warm.median} ms`,
      limits.median >= warm.median,
      `<= ${limits.median} ms`,
    ],
    [
      "from stock, 95th percentile",
      `${warm.percentile95} ms`,
      limits.percentile95 >= warm.percentile95,
      `<= ${limits.percentile95} ms`,
    ],
    ["ten in a row from stock, each", shown(times.burst)],
    ["raw CREATE DATABASE ... TEMPLATE", shown(times.raw)],
    ["migrated from nothing", shown(times.fromNothing)],
    [
      "from nothing, times slower",
      `${slower}`,
      limits.timesSlower <= slower,
      `>= ${limits.timesSlower}`,
    ],
  ]);
  const databases = { warm, burst: summary(times.burst), raw: summary(times.raw), fromNothing };
  figures = { ...circumstances(server.version), rounds, limits, databases, timesSlower: slower };
} finally {
  await server.stop();
}
writeResults(root, "test-database", figures);
if (withSuite) {
  const owners = timeSuite(
    root,
    readWorkspace().packages.map(({ name }) => name),
  );
  reportSuite("packages with tables", owners);
  const all = timeSuite(root);
  reportSuite("whole suite (aim: 60 s)", all);
  writeResults(root, "test-database", { ...figures, suites: { owners, all } });
}
if (missed) process.exitCode = 1;

type Line = [what: string, figure: string, holds?: boolean | undefined, limit?: string];

function report(lines: readonly Line[]): void {
  for (const [what, figure, holds, limit = ""] of lines) {
    if (holds === false) missed = true;
    const verdict = holds === undefined ? "" : holds ? "holds" : "MISSED";
    console.log(
      [what.padEnd(34), figure.padEnd(34), limit.padEnd(12), verdict].join(" ").trimEnd(),
    );
  }
}

function reportSuite(what: string, suite: SuiteTimes): void {
  const { seconds, databaseSeconds, testSeconds, overheadPercent } = suite;
  report([
    [what, `${seconds} s`],
    ["  waiting for databases", `${databaseSeconds} s beside ${testSeconds} s of tests`],
    [
      "  overhead of isolation",
      `${overheadPercent} %`,
      limits.overheadPercent >= overheadPercent,
      `<= ${limits.overheadPercent} %`,
    ],
  ]);
}

async function timeDatabases(): Promise<Times> {
  const keeper = await startKeeper(server.url, "00000000");
  const worker = fork(fileURLToPath(new URL("./worker.ts", import.meta.url)), {
    env: { ...process.env, BENCH: JSON.stringify({ url: server.url, port: keeper.port, rounds }) },
  });
  const [times] = await Promise.race([
    once(worker, "message"),
    once(worker, "exit").then(([code]) => {
      throw new Error(`the worker ended with ${code}`);
    }),
  ]);
  await keeper.close();
  return times as Times;
}

function summary(values: readonly number[]) {
  const [middle, high] = [median(values), percentile(values, 95)];
  return { median: Number(middle.toFixed(1)), percentile95: Number(high.toFixed(1)) };
}

function shown(values: readonly number[]): string {
  const { median: middle, percentile95 } = summary(values);
  return `${middle} ms (95th: ${percentile95} ms)`;
}

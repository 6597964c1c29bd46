import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Contestant, circumstances, median, timeOnce, writeResults } from "@deepiri/bench";
import { formatDuration, formatTable } from "@deepiri/terminal";
import { readWorkspace } from "@deepiri/workspace";

// Times `npm start` in a copy of the files, the whole process: where only the package store is warm, and
// once more when all is there. And the clients of all packages at once against a run of Prisma's CLI for
// each. Every round runs all, so that what disturbs the machine disturbs all.
// Usage: start.ts [rounds]

const rounds = Number(process.argv[2] ?? 5);
const { root, packages } = readWorkspace();
const limits = { startMs: 10_000, clients: 1 / 4 };

interface Start {
  readonly milliseconds: number;
  /** Where it went, as `db start` says. */
  readonly parts: string;
}

const generateAll: Contestant = {
  name: "db generate --all",
  program: process.execPath,
  args: [join(root, "tooling/db/bin/db.js"), "generate", "--all", "--force"],
  cwd: root,
};

const prismaGenerate: readonly Contestant[] = packages.map(({ directory, key }) => ({
  name: `prisma generate of ${key}`,
  program: join(directory, "node_modules", ".bin", "prisma"),
  args: ["generate"],
  cwd: directory,
}));

const folder = mkdtempSync(join(tmpdir(), "bench-start-"));
const copy = join(folder, "platform");
try {
  const [first, again, ours, rival]: [Start[], Start[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    copyFiles();
    first.push(start());
    again.push(start());
    stop();
    ours.push(timeOnce(generateAll));
    rival.push(prismaGenerate.reduce((sum, one) => sum + timeOnce(one), 0));
  }
  report(first, again, ours, rival);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(first: Start[], again: Start[], ours: number[], rival: number[]): void {
  const clients = {
    ours: { name: generateAll.name, ...timesOf(ours) },
    rival: { name: `${packages.length} x prisma generate`, ...timesOf(rival) },
    ratio: Number((median(ours) / median(rival)).toFixed(4)),
    atMost: limits.clients,
  };
  const starts = { fromStore: startsOf(first), again: startsOf(again), atMost: limits.startMs };
  // No server takes part but the one that `npm start` brings.
  const { server: _, ...around } = circumstances("");
  writeResults(root, "start", { ...around, rounds, starts, clients });
  const kept = [
    starts.fromStore.median <= limits.startMs,
    starts.again.median <= limits.startMs,
    clients.ratio <= limits.clients,
  ];
  const most = formatDuration(limits.startMs);
  console.log(
    formatTable(
      ["", "median", "limit", ""],
      [
        ["npm start, package store warm", formatDuration(starts.fromStore.median), most],
        ["npm start again", formatDuration(starts.again.median), most],
        [
          `${clients.ours.name} / ${clients.rival.name}`,
          `${formatDuration(clients.ours.median)} / ${formatDuration(clients.rival.median)} = ${clients.ratio}`,
          String(limits.clients),
        ],
      ].map((row, index) => [...row, kept[index] ? "holds" : "MISSED"]),
    ),
  );
  console.log(`where it went: ${starts.fromStore.parts}\nagain: ${starts.again.parts}`);
  if (kept.includes(false)) process.exitCode = 1;
}

function timesOf(times: readonly number[]) {
  return { median: Math.round(median(times)), all: times.map(Math.round) };
}

/** With the parts of the run in the middle. */
function startsOf(starts: readonly Start[]) {
  const sorted = [...starts].sort((one, other) => one.milliseconds - other.milliseconds);
  const { parts = "" } = sorted[Math.floor(sorted.length / 2)] ?? {};
  return { ...timesOf(starts.map(({ milliseconds }) => milliseconds)), parts };
}

function copyFiles(): void {
  rmSync(copy, { recursive: true, force: true });
  const list = ["ls-files", "--cached", "--others", "--exclude-standard"];
  for (const file of execFileSync("git", list, { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n")) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
}

function start(): Start {
  const begin = performance.now();
  const output = run("npm", "start");
  const milliseconds = performance.now() - begin;
  const lines = output.split("\n").map((line) => line.trim());
  const whole = lines.findIndex((line) => line.endsWith(" in all:"));
  return { milliseconds, parts: lines.slice(whole, whole + 3).join(" ") };
}

function stop(): void {
  run(join(copy, "node_modules/.bin/db"), "down");
}

function run(program: string, ...args: string[]): string {
  const { DATABASE_URL: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: copy, encoding: "utf8", env });
  if (status === 0) return stdout;
  throw new Error(`${[program, ...args].join(" ")} failed:\n${stdout}${stderr}`);
}

import { parseArgs } from "node:util";
import { circumstances, writeResults } from "@deepiri/bench";
import { formatDuration, formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { openDatabases } from "./databases.js";
import { makeJobs } from "./jobs.js";
import { type DataRates, rival, timeDataSteps } from "./time-data-steps.js";
import { type MoveTimes, timeMoves } from "./time-moves.js";
import { type PlanTimes, timePlan } from "./time-plan.js";
import { timeVerification, type VerificationRates } from "./time-verification.js";
import { timeWaits, type WaitTimes } from "./time-waits.js";

// Measures what the reorganization promises, on one throw-away server.
// Usage: reorganize.ts [--quick] [--rows N] [--whole N] [--random-keys] [--only plan,moves,waits,data,verification]
// --rows: of the largest table; --whole: of the whole database under load; --random-keys: uuids by chance.
// Figures of a quick, partial or otherwise changed run are shown, not kept.

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rows: { type: "string" },
    whole: { type: "string" },
    only: { type: "string" },
    "random-keys": { type: "boolean", default: false },
  },
});
const rows = Number(options.rows ?? (options.quick ? 100_000 : 10_000_000));
const whole = Number(options.whole ?? (options.quick ? 10_000 : 1_000_000));
const parts = options.only?.split(",") ?? ["plan", "moves", "waits", "data", "verification"];
const keys = options["random-keys"] ? "random" : "ordered";
const isFull =
  rows === 10_000_000 && whole === 1_000_000 && keys === "ordered" && options.only === undefined;
const limits = { moveRatio: 1.3, longestWait: 250, dataFlatness: 0.8, hashingScans: 4 };
const root = findWorkspaceRoot();

type Line = [what: string, figure: string, rival: string, limit?: string, holds?: boolean];

const databases = await openDatabases(root);
let results = {};
let lines: Line[] = [];
try {
  // First, for what the server has still to do after a table of ten million rows is felt by clients.
  if (parts.includes("waits")) {
    say("reorganizing a whole database under load");
    keep("waits", await timeWaits(databases, whole), linesOfWaits);
  }
  if (parts.includes("plan")) {
    say("planning for a messy database");
    keep("plan", await timePlan(databases, "everything", options.quick ? 1 : 3), linesOfPlan);
  }
  if (parts.some((part) => !["waits", "plan"].includes(part))) await measureOneTable();
  results = { ...circumstances(databases.version), limits, ...results };
} finally {
  await databases.stop();
}
console.log(
  formatTable(
    ["", "ours", "rival", "limit", ""],
    lines.map(([what, figure, rival, limit = "", holds]) => [
      what,
      figure,
      rival,
      limit,
      holds === undefined ? "" : holds ? "holds" : "MISSED",
    ]),
  ),
);
if (isFull) writeResults(root, "reorganize", results);
if (lines.some(([, , , , holds]) => holds === false)) process.exitCode = 1;

async function measureOneTable(): Promise<void> {
  const [few, some, small] = [1_000, 100_000, 10_000];
  const sizes = [...new Set([few, Math.min(some, rows), rows])];
  const places = new Map<number, string>();
  for (const size of new Set([...sizes, small])) {
    say(`filling a table with ${size.toLocaleString("en-US")} rows`);
    places.set(size, await makeJobs(databases, size, keys));
  }
  if (parts.includes("moves")) {
    say("moving tables");
    const tables = new Map([...places].filter(([size]) => sizes.includes(size)));
    keep("moves", await timeMoves(tables, options.quick ? 5 : 25), linesOfMoves);
  }
  if (parts.includes("data")) {
    const rates = [];
    for (const size of [small, rows]) {
      say(`going through ${size.toLocaleString("en-US")} rows in every way`);
      rates.push(await timeDataSteps(databases, size, size === small ? 5 : 1));
    }
    keep("dataSteps", rates, linesOfData);
  }
  if (parts.includes("verification")) {
    say("verifying");
    keep("verification", await timeVerification(databases, rows), linesOfVerification);
  }
  for (const size of places.keys()) await databases.drop(`jobs_${size}`);
}

function keep<Figures>(
  name: string,
  figures: Figures,
  describe: (figures: Figures) => Line[],
): void {
  results = { ...results, [name]: figures };
  lines = [...lines, ...describe(figures)];
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

function linesOfPlan({ database, steps, here, server }: PlanTimes): Line[] {
  return [
    [
      `plan for "${database}", ${count(steps)} steps`,
      `${here.toFixed(1)} s of our processor time`,
      `the server's: ${server?.toFixed(1) ?? "unknown"} s`,
    ],
  ];
}

function linesOfMoves(times: readonly MoveTimes[]): Line[] {
  const moves = times.map(({ move }) => move);
  const ratio = Math.max(...moves) / Math.min(...moves);
  return [
    ...times.map(
      ({ rows: size, move, copyAndDrop }): Line => [
        `move a table of ${count(size)} rows`,
        `${move.toFixed(1)} ms`,
        `copy and drop: ${formatDuration(copyAndDrop)}`,
      ],
    ),
    [
      "move, slowest to fastest size",
      ratio.toFixed(2),
      "",
      `<= ${limits.moveRatio}`,
      ratio <= limits.moveRatio,
    ],
  ];
}

function linesOfData([small, large]: readonly DataRates[]): Line[] {
  if (!small || !large) return [];
  const { [rival]: insert, ...ways } = large.rates;
  return Object.entries(ways).flatMap(([way, rate]): Line[] => {
    const before = small.rates[way] ?? Number.NaN;
    return [
      [
        `${way} ${count(large.rows)} rows`,
        `${count(rate)} rows/s`,
        `${rival}: ${count(insert ?? 0)} rows/s`,
      ],
      [
        `  beside ${count(small.rows)} rows`,
        `${(rate / before).toFixed(2)} of ${count(before)} rows/s`,
        `${rival}: ${((insert ?? 0) / (small.rates[rival] ?? 0)).toFixed(2)}`,
        `>= ${limits.dataFlatness}`,
        rate / before >= limits.dataFlatness,
      ],
    ];
  });
}

function linesOfVerification({
  rows: all,
  verify,
  baseline,
  hashingScan,
}: VerificationRates): Line[] {
  const scans = hashingScan / verify;
  return [
    [
      `verify ${count(all)} rows`,
      `${count(verify)} rows/s`,
      `one hashing scan: ${count(hashingScan)} rows/s`,
    ],
    [
      "  in such scans",
      scans.toFixed(2),
      "1",
      `<= ${limits.hashingScans}`,
      scans <= limits.hashingScans,
    ],
    ["fingerprint them before", `${count(baseline)} rows/s`, ""],
  ];
}

function linesOfWaits({ rows: all, tables, idle, reorganize, copyAndDrop }: WaitTimes): Line[] {
  for (const error of reorganize.errors) say(`a client was refused while reorganizing: ${error}`);
  for (const error of copyAndDrop.errors) say(`a client was refused by copy and drop: ${error}`);
  const { sql, during } = reorganize.slowest;
  console.error(`the longest wait: ${sql}, during ${during.join(", ")}`);
  return [
    [
      `reorganize ${count(all)} rows, ${tables} tables`,
      `${reorganize.seconds} s`,
      `copy and drop: ${copyAndDrop.seconds} s`,
    ],
    [
      "longest wait of a client",
      `${reorganize.longest} ms (at rest: ${idle.longest} ms)`,
      `${copyAndDrop.longest} ms`,
      `<= ${limits.longestWait} ms`,
      reorganize.longest <= limits.longestWait,
    ],
    [
      "  its 99.9th percentile",
      `${reorganize.percentile999} ms (at rest: ${idle.percentile999} ms)`,
      `${copyAndDrop.percentile999} ms`,
    ],
    [
      "  statements, and errors",
      `${count(reorganize.statements)}, ${reorganize.errors.length}`,
      `${count(copyAndDrop.statements)}, ${copyAndDrop.errors.length}`,
    ],
  ];
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

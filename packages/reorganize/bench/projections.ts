import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { circumstances, writeResults } from "@deepiri/bench";
import { formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { openDatabases, openDurableDatabases } from "./databases.js";
import {
  type FillRates,
  type InStepRates,
  type ShapeVerificationRates,
  timeFill,
  timeInStep,
  timeShapeVerification,
} from "./time-projections.js";
import { makeTurns, type Shape, shapes } from "./turns.js";

// Measures what projections promise, on a throw-away server; writes in step on one whose commits wait for the disk, too.
// Usage: projections.ts [--quick] [--rows N] [--only fill,step,verification]
// --rows: of the larger table. Figures of a quick or partial run are shown, not kept.

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rows: { type: "string" },
    only: { type: "string" },
  },
});
const small = 10_000;
const rows = Number(options.rows ?? (options.quick ? 100_000 : 10_000_000));
const some = Math.min(100_000, rows);
const parts = options.only?.split(",") ?? ["fill", "step", "verification"];
const limits = { fillFlatness: 0.8, slowerInStep: 2.5 };
const root = findWorkspaceRoot();
const names = Object.keys(shapes) as Shape[];

type Line = [what: string, figure: string, rival: string, limit?: string, holds?: boolean];

const databases = await openDatabases(root);
const lines: Line[] = [];
let results: object = {};
try {
  for (const size of new Set([small, some, Math.min(rows, 1_000_000), rows])) {
    say(`making ${count(size)} turns`);
    await makeTurns(databases, size);
  }
  const each = async <Rates>(run: (shape: Shape) => Promise<Rates>): Promise<Rates[]> => {
    const all: Rates[] = [];
    for (const shape of names) all.push(await run(shape));
    return all;
  };
  if (parts.includes("fill")) {
    const fills = await each(async (shape) => {
      say(`filling ${shape}`);
      return [
        await timeFill(databases, small, shape, 5),
        await timeFill(databases, rows, shape, rows > 1_000_000 ? 1 : 3),
      ];
    });
    keep("fill", fills, fills.flatMap(linesOfFill));
  }
  if (parts.includes("step")) {
    const durable = await openDurableDatabases(root);
    try {
      await makeTurns(durable, some);
      for (const [name, where, limit] of [
        ["inStep", durable, limits.slowerInStep],
        ["inStepWithoutDisk", databases, undefined],
      ] as const) {
        const rates = await each((shape) => {
          say(`writing in step: ${shape}`);
          return timeInStep(where, some, shape, options.quick ? 3 : 9);
        });
        keep(
          name,
          rates,
          rates.map((one) => lineOfStep(one, limit)),
        );
      }
    } finally {
      await durable.stop();
    }
  }
  if (parts.includes("verification")) {
    const rates = await each((shape) => {
      say(`verifying ${shape}`);
      return timeShapeVerification(databases, Math.min(rows, 1_000_000), shape, 3);
    });
    keep("verification", rates, rates.map(lineOfVerification));
  }
  const [load = 0] = loadavg();
  results = {
    ...circumstances(databases.version),
    load: Number(load.toFixed(1)),
    limits,
    ...results,
  };
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
if (!options.quick && options.only === undefined) writeResults(root, "projections", results);
if (lines.some(([, , , , holds]) => holds === false)) process.exitCode = 1;

function keep(name: string, figures: object, described: readonly Line[]): void {
  results = { ...results, [name]: figures };
  lines.push(...described);
}

function linesOfFill([few, many]: readonly FillRates[]): Line[] {
  if (!few || !many) return [];
  const flatness = many.fill / few.fill;
  return [
    [
      `fill ${many.shape}, ${count(many.rows)} rows`,
      `${count(many.fill)} rows/s`,
      `INSERT … SELECT: ${count(many.insert)} rows/s (${(many.insert / many.fill).toFixed(1)} times)`,
    ],
    [
      `  beside ${count(few.rows)} rows`,
      `${flatness.toFixed(2)} of ${count(few.fill)} rows/s`,
      `INSERT … SELECT: ${(many.insert / few.insert).toFixed(2)}`,
      `>= ${limits.fillFlatness}`,
      flatness >= limits.fillFlatness,
    ],
  ];
}

/** Without a limit where no commit waits for the disk: there a write alone takes next to nothing. */
function lineOfStep({ shape, alone, followed }: InStepRates, limit: number | undefined): Line {
  const slower = alone / followed;
  const line = [
    `write in step, ${shape}${limit === undefined ? ", no disk" : ""}`,
    `${count(followed)} writes/s (${slower.toFixed(2)} times slower)`,
    `not followed: ${count(alone)} writes/s`,
  ] as const;
  return limit === undefined ? [...line] : [...line, `<= ${limit}`, slower <= limit];
}

function lineOfVerification({ shape, rows: size, verify, scan }: ShapeVerificationRates): Line {
  return [
    `verify ${shape}, ${count(size)} rows`,
    `${count(verify)} rows/s`,
    `one hashing scan of both sides: ${count(scan)} rows/s (${(scan / verify).toFixed(1)} times)`,
  ];
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

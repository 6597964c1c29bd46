import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildWhenStale } from "@deepiri/build-when-stale";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import * as surface from "../../src/index.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";

const packageFolder = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const scans = { timeout: 300_000 };

it("exports the verbs, the errors that they throw, and defineMapping", () => {
  expect(Object.keys(surface).sort()).toEqual([
    "BackupNeededError",
    "BusyError",
    "ConflictingMappingsError",
    "LockUnavailableError",
    "MissingRightsError",
    "NotPlannedError",
    "NotVerifiedError",
    "OpenDecisionsError",
    "RefusedError",
    "RehearsalError",
    "ReorganizeError",
    "RowsInTheWayError",
    "SchemaChangedError",
    "SqliteImportError",
    "StepFailedError",
    "StillUsedError",
    "UnderwayError",
    "apply",
    "defineMapping",
    "finalize",
    "importSqlite",
    "inventory",
    "plan",
    "rollback",
    "status",
    "switchTables",
    "switchTablesBack",
    "verify",
  ]);
});

it("has typed results, signals and events", () => {
  expectTypeOf(surface.plan).returns.resolves.toEqualTypeOf<surface.Plan>();
  expectTypeOf(surface.apply).parameter(1).toEqualTypeOf<surface.Plan>();
  expectTypeOf(surface.apply).returns.resolves.toEqualTypeOf<
    "applied" | "already applied" | "mended"
  >();
  expectTypeOf(surface.verify).returns.resolves.toHaveProperty("ok").toEqualTypeOf<boolean>();
  expectTypeOf(surface.status).returns.resolves.toEqualTypeOf<surface.Status | undefined>();
  expectTypeOf<surface.PlanOptions>()
    .toHaveProperty("signal")
    .toEqualTypeOf<AbortSignal | undefined>();
  expectTypeOf<surface.WorkOptions>()
    .toHaveProperty("signal")
    .toEqualTypeOf<AbortSignal | undefined>();
  expectTypeOf<Parameters<NonNullable<surface.WorkOptions["onEvent"]>>>().toEqualTypeOf<
    [event: surface.StepEvent]
  >();
  // @ts-expect-error: a word that is no answer
  surface.defineMapping({ otherwise: { orphan: "guess" } });
});

it("stops planning when the signal asks to", scans, () =>
  atMessyDatabase("cyrex-events-audit-log", async (url) => {
    const asked = new AbortController();
    const seen: string[] = [];
    const planning = surface.plan(url, {
      signal: asked.signal,
      onEvent: ({ what }) => {
        seen.push(what);
        asked.abort(new Error("asked to stop"));
      },
    });
    await expect(planning).rejects.toThrow("asked to stop");
    expect(seen).toHaveLength(1);
  }),
);

it("reports what the mapping leaves open with choices that answer it", scans, () =>
  atMessyDatabase("cyrex-events-audit-log", async (url) => {
    const planning = surface.plan(url, { mapping: {} });
    const error = await planning.catch((cause: unknown) => cause);
    if (!(error instanceof surface.OpenDecisionsError)) throw error;
    const answer = error.open[0]?.choices[0]?.mapping as surface.MappingDefinition;
    expect((await surface.plan(url, { mapping: answer })).steps).not.toEqual([]);
  }),
);

it("does what the README shows", scans, () =>
  atMessyDatabase("cyrex-events-audit-log", async (url) => {
    const example = join(dirname(fileURLToPath(import.meta.url)), "readme-example.ts");
    const fromSource = ["--conditions=@deepiri/source", "--import", "tsx", example];
    const env = { ...process.env, DATABASE_URL: url };
    const { stdout } = await promisify(execFile)(process.execPath, fromSource, { env });
    expect(stdout).toContain("ended");
    expect((await surface.status(url))?.stage).toBe("applied");
  }),
);

describe("the built package", () => {
  beforeAll(() => buildWhenStale(packageFolder), 300_000);

  const reorganizes = `is imported by its name, and reorganizes a database there and back${because(noSweeps)}`;
  it.skipIf(noSweeps)(reorganizes, scans, () =>
    atMessyDatabase("cyrex-events-audit-log", async (url) => {
      expect(JSON.parse(await runBuilt(program, url))).toEqual({
        before: null,
        outcomes: ["applied", "already applied"],
        events: expect.arrayContaining(["begun", "ended"]),
        ok: true,
        stage: "applied",
        left: [],
        after: null,
        refused: "RefusedError",
      });
    }),
  );

  it("has a bin that runs", scans, async () => {
    const bin = join(packageFolder, "bin", "reorganize.js");
    const { stdout } = await promisify(execFile)(process.execPath, [bin, "--help"]);
    expect(stdout).toContain("Usage: reorganize");
  });
});

/** Goes there and back with the package that it imports by its name. */
const program = `
import { apply, plan, RefusedError, rollback, status, verify } from "@deepiri/reorganize";
const url = process.argv[2];
const events = new Set();
const onEvent = ({ kind }) => events.add(kind);
const before = (await status(url)) ?? null;
const made = await plan(url);
const outcomes = [await apply(url, made, { onEvent }), await apply(url, made)];
const { ok } = await verify(url);
const { stage } = await status(url);
const { left } = await rollback(url);
const after = (await status(url)) ?? null;
const refused = await rollback(url).catch((error) => error instanceof RefusedError && error.name);
console.log(JSON.stringify({ before, outcomes, events: [...events], ok, stage, left, after, refused }));
`;

/** Runs a program in a process of its own, which resolves the package to what was built. */
async function runBuilt(source: string, ...args: string[]): Promise<string> {
  // Beside the package, where its own name leads to itself.
  const file = join(dirname(fileURLToPath(import.meta.url)), `.uses-${process.pid}.mjs`);
  writeFileSync(file, source);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file, ...args]);
    return stdout;
  } finally {
    rmSync(file);
  }
}

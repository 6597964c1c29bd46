import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlan as readForDocs } from "@deepiri/docs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Plan } from "../../src/plan/plan.js";
import { planHash, readPlan, writePlan } from "../../src/plan/plan-file.js";
import type { Step } from "../../src/plan/step.js";

const kinds = ["relocate", "repair"];

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plan-"));
  file = join(folder, "plan.json");
});
afterAll(() => rmSync(folder, { recursive: true }));

const step: Step = {
  id: { kind: "relocate", action: "move", on: "public.tasks" },
  about: { from: "public.old", view: true },
  table: "public.tasks",
  forward: { how: "transaction", sql: ["SELECT 1"], silent: true },
  inverse: [
    { how: "batches", first: "SELECT 2", next: "SELECT 3" },
    {
      how: "alone",
      sql: "SELECT 4",
      isDone: "SELECT true AS done",
      repairedBy: { kind: "repair", action: "repair" },
    },
  ],
  finish: ["DROP VIEW public.old"],
  lock: "ACCESS EXCLUSIVE",
  hazards: [{ code: "view", table: "public.old" }],
  rows: 12,
  seconds: 0.05,
};

const plan: Plan = {
  format: 1,
  database: "deepiri",
  source: "a".repeat(64),
  target: "b".repeat(64),
  steps: [step],
  sources: [
    { from: "public.a", to: "cyrex.a", columns: { _odd: "odd" }, merged: false, rows: 3 },
    { from: "public.b", columns: {}, merged: false, rows: 0 },
  ],
  losses: [
    {
      table: "public.a",
      of: 3,
      rows: 1,
      reasons: [{ reason: "b is null", rows: 1, rule: "otherwise.null", column: "b" }],
    },
  ],
  decisions: [
    {
      on: { table: "public.a" },
      rule: "relocate.cyrex",
      effect: { code: "move table", table: "cyrex.a", oldName: "view" },
    },
  ],
  unmanaged: [{ object: { kind: "table", name: "public.c" }, reason: { code: "no owner" } }],
  warnings: [
    {
      code: "hazard",
      kind: "move",
      hazards: [{ table: "public.a", hazard: { code: "view", table: "public.a" } }],
    },
    { code: "not checked", on: { table: "public.a" }, check: { code: "rows", kind: "check" } },
  ],
};

it("reads what it wrote, and only its owner can", () => {
  writePlan(file, plan);
  expect(readPlan(file, kinds)).toEqual(plan);
  expect(statSync(file).mode & 0o077).toBe(0);
});

it("has the same hash from a file, and another for any other plan", () => {
  writePlan(file, plan);
  expect(planHash(readPlan(file, kinds))).toBe(planHash(plan));
  const renamed = plan.sources.map((source) => ({ ...source, columns: { _odd: "even" } }));
  const others = [
    { ...plan, steps: [] },
    { ...plan, source: "c".repeat(64) },
    { ...plan, sources: renamed },
    { ...plan, steps: [{ ...step, finish: [] }] },
  ];
  expect(new Set([plan, ...others].map(planHash)).size).toBe(5);
});

/** A file's content with the hash of the plan that was written. */
const hashed = (value: object, hash = planHash(plan)) => ({ ...value, hash });

it.each([
  ["without one of its steps", hashed({ ...plan, steps: [] })],
  ["with another statement", hashed({ ...plan, steps: [{ ...step, finish: ["DROP TABLE x"] }] })],
  ["with something added", hashed({ ...plan, more: 1 })],
  ["with the hash of another plan", hashed(plan, planHash({ ...plan, steps: [] }))],
])("refuses a plan %s, which was never tried", (_, changed) => {
  writeFileSync(file, JSON.stringify(changed));
  expect(() => readPlan(file, kinds)).toThrow(
    /plan\.json is not as it was written.*into a mapping, and plan again/,
  );
});

it("does not mind how the file is laid out", () => {
  writeFileSync(file, JSON.stringify(hashed(plan)));
  expect(readPlan(file, kinds)).toEqual(plan);
});

it.each([
  ["no hash of its content", plan, /is no plan of this tool: hash: /],
  ["no JSON", "{", /Cannot read .*it is no JSON.*pnpm reorganize plan/],
  ["another format", { ...plan, format: 2 }, /is no plan of this tool: format: /],
  [
    "an unknown kind",
    hashed({ ...plan, steps: [{ ...step, id: { ...step.id, kind: "magic" } }] }),
    /steps\.0\.id\.kind/,
  ],
  ["two steps of one id", { ...plan, steps: [step, step] }, /two steps have the same id/],
  ["no fingerprint", { ...plan, source: "" }, /64 hexadecimal digits/],
  ["no plan at all", {}, /and \d+ more\. Write one with: pnpm reorganize plan/],
])("refuses a file with %s in a sentence", (_, content, sentence) => {
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  expect(() => readPlan(file, kinds)).toThrow(sentence);
});

it("says that a file is not there", () => {
  expect(() => readPlan(join(folder, "none.json"), kinds)).toThrow(
    /Cannot read .*none\.json \(ENOENT\)/,
  );
});

it("db docs reads from it what becomes of each table", () => {
  writePlan(file, plan);
  const { database, sources } = readForDocs(file);
  expect({ database, sources }).toEqual({ database: plan.database, sources: plan.sources });
});

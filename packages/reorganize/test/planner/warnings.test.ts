import { expect, it } from "vitest";
import type { Source } from "../../src/plan/plan.js";
import type { Step } from "../../src/plan/step.js";
import { warningsOf } from "../../src/planner/warnings.js";

const nobody = { routines: [], publications: [] };

function step(table: string, ...hazards: string[]): Step {
  return {
    id: { kind: "reshape", action: "try", on: table },
    table,
    forward: { how: "transaction", sql: [] },
    inverse: [],
    lock: "none",
    hazards,
    rows: 0,
    seconds: 0,
  };
}

function source(from: string, to: string): Source {
  return { from, to, columns: {}, merged: false, rows: 0 };
}

const sources = ["public.a", "public.b", "public.c"].map((name) => source(name, name));

it("tells one hazard of many tables once", () => {
  const steps = ["public.a", "public.b", "public.c", "public.a"].map((name) =>
    step(name, `on the old name ${name}, TRUNCATE is refused`),
  );
  expect(warningsOf(steps, sources, nobody, [])).toEqual([
    "on the old name public.a, TRUNCATE is refused; the same for public.b; public.c",
  ]);
});

it("names the table of a hazard that does not, and the columns of one that does", () => {
  const steps = [
    step("public.a", "rows go", "the old columns x, y of public.a go"),
    step("public.b", "rows go", "the old columns z of public.b go"),
  ];
  expect(warningsOf(steps, sources, nobody, [])).toEqual([
    "public.a: rows go; the same for public.b",
    "the old columns x, y of public.a go; the same for z of public.b",
  ]);
});

it("does not warn of tables that no program knows yet", () => {
  expect(warningsOf([step("public.new", "may rewrite the table")], sources, nobody, [])).toEqual(
    [],
  );
});

it("says whose code names tables that move, and what was not found out", () => {
  const objects = {
    routines: [
      {
        schema: "public",
        name: "f",
        arguments: "",
        language: "sql",
        names: ["public.a", "public.b"],
      },
    ],
    publications: [{ name: "feed", allTables: false, tables: ["public.a", "public.c"] }],
  };
  const conflict = {
    kind: "not checked",
    on: "public.c.id",
    what: "It cannot be told.",
    count: 0,
    samples: [],
  } as const;
  const moved = [source("public.a", "cyrex.a"), ...sources.slice(1)];
  expect(warningsOf([], moved, objects, [conflict])).toEqual([
    "function public.f names public.a, which becomes cyrex.a: it works through the view at the old name, and has to change before finalize",
    "publication feed tells of public.a as cyrex.a from then on",
    "public.c.id: It cannot be told.",
  ]);
});

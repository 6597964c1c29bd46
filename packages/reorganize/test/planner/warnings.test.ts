import { expect, it } from "vitest";
import { readPublications } from "../../src/catalog/objects/read-publications.js";
import { warningText } from "../../src/cli/warning-text.js";
import type { Source } from "../../src/plan/plan.js";
import type { Hazard, Step } from "../../src/plan/step.js";
import type { Warning } from "../../src/plan/warning.js";
import { warningsOf } from "../../src/planner/warnings.js";
import { withGround } from "../fixture/apply-plan.js";

const nothing = { tables: [], objects: { routines: [], publications: [] }, findings: [] };

function step(table: string | undefined, kind: string, ...hazards: Hazard[]): Step {
  return {
    id: { kind, action: "try", on: table ?? "nothing" },
    ...(table === undefined ? {} : { table }),
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
const hazards = (steps: readonly Step[]): readonly Warning[] => warningsOf(steps, sources, nothing);

it("groups one hazard of many tables", () => {
  const taken = (table: string): Hazard => ({ code: "name taken", table, becomes: "app.a" });
  const steps = ["public.a", "public.b", "public.c", "public.a"].map((name) =>
    step(name, "relocate", taken(name)),
  );
  const found = hazards(steps);
  expect(found).toEqual([
    {
      code: "hazard",
      kind: "relocate",
      hazards: ["public.a", "public.b", "public.c"].map((table) => ({
        table,
        hazard: taken(table),
      })),
    },
  ]);
  expect(found.map(warningText)).toEqual([
    "programs that use public.a must change to app.a first: another table gets the old name; the same for public.b, public.c",
  ]);
});

it("names the table of a hazard that does not, and the columns of one that does", () => {
  const renamed = (table: string, ...columns: string[]): Hazard => ({
    code: "columns renamed",
    table,
    columns,
  });
  const values: Hazard = { code: "values changed" };
  const steps = [
    step("public.a", "repair", values),
    step("public.a", "relocate", renamed("public.a", "x", "y")),
    step("public.b", "repair", values),
    step("public.b", "relocate", renamed("public.b", "z")),
  ];
  expect(hazards(steps).map(warningText)).toEqual([
    "public.a: values change; the originals are kept; the same for public.b",
    "programs that use the old columns x, y of public.a must change first: a table and a view cannot share a name; the same for z of public.b",
  ]);
});

it("leaves out columns and names only the first tables where there are many", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"].map((name) => `public.${name}`);
  const steps = names.map((table) =>
    step(table, "relocate", { code: "columns renamed", table, columns: ["x"] }),
  );
  const all = names.map((name) => source(name, name));
  expect(warningsOf(steps, all, nothing).map(warningText)).toEqual([
    expect.stringMatching(/; the same for public\.b, public\.c, public\.d, public\.e and 2 more$/),
  ]);
});

it("groups hazards that differ in the other table that they name, and no others", () => {
  const lost = (table: string, key: string): Hazard => ({
    code: "key lost",
    table,
    key,
    to: "public.c",
  });
  const both = (table: string, winner: string): Hazard => ({ code: "both rules", table, winner });
  const found = hazards([
    step("public.a", "merge", both("public.a", "cyrex.a"), lost("public.a", "a_key")),
    step("public.b", "merge", both("public.b", "cyrex.b"), lost("public.b", "b_key")),
  ]);
  expect(found.map((one) => one.code === "hazard" && one.hazards.length)).toEqual([2, 1, 1]);
});

it("keeps types apart, which are of no table", () => {
  const index = (type: string): Hazard => ({ code: "enum index", type });
  const steps = ["app.mood", "app.colour"].map((type) => step(undefined, "relocate", index(type)));
  expect(hazards(steps)).toHaveLength(2);
});

it("does not warn of tables that no program knows yet", () => {
  const made = step("public.new", "reshape", { code: "table rewritten", columns: ["x"] });
  expect(warningsOf([made], sources, nothing)).toEqual([]);
});

const feed = {
  name: "feed",
  allTables: false,
  schemas: [],
  named: ["public.a", "public.c"],
  tables: ["public.a", "public.c"],
};

it.each([
  [{ ...feed, schemas: ["public"], named: [] }, true],
  [{ ...feed, schemas: ["public", "cyrex"], named: [] }, false],
  [{ ...feed, schemas: ["public"] }, false],
  [{ ...feed, allTables: true, named: [] }, false],
])("says which tables a publication of schemas loses: %j", (publication, isLost) => {
  const moved = [source("public.a", "cyrex.a"), ...sources.slice(1)];
  const found = warningsOf([], moved, {
    ...nothing,
    objects: { routines: [], publications: [publication] },
  });
  expect(found.map(warningText)).toEqual([
    isLost
      ? 'publication feed is for the tables of a schema, and no longer publishes public.a, which leave it; to keep them, create the schemas and run this before you plan again: ALTER PUBLICATION "feed" ADD TABLES IN SCHEMA "cyrex"; or, without what is written meanwhile, after apply: ALTER PUBLICATION "feed" ADD TABLE "cyrex"."a"'
      : "publication feed publishes public.a as cyrex.a from then on",
  ]);
});

it("reads of a publication what it publishes for its schema and what by name", () =>
  withGround(
    `CREATE TABLE public.a (id int); CREATE SCHEMA x; CREATE TABLE x.b (id int);
     CREATE PUBLICATION feed FOR TABLES IN SCHEMA public, TABLE x.b; CREATE PUBLICATION every FOR ALL TABLES`,
    async ({ session }) => {
      const all = ["public.a", "x.b"];
      expect(await readPublications(session)).toEqual([
        { name: "every", allTables: true, schemas: [], named: [], tables: all },
        { name: "feed", allTables: false, schemas: ["public"], named: ["x.b"], tables: all },
      ]);
    },
  ));

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
    publications: [feed],
  };
  const finding = {
    kind: "not checked",
    table: "public.c",
    columns: ["id"],
    check: { code: "orphans", sqlState: "42501" },
    count: 0,
    samples: [],
  } as const;
  const moved = [source("public.a", "cyrex.a"), ...sources.slice(1)];
  const found = warningsOf([], moved, { ...nothing, objects, findings: [finding] });
  expect(found).toEqual([
    { code: "routine", routine: "public.f", table: "public.a", becomes: "cyrex.a" },
    { code: "publication", publication: "feed", table: "public.a", becomes: "cyrex.a" },
    {
      code: "not checked",
      on: { table: "public.c", columns: ["id"] },
      check: { code: "orphans", sqlState: "42501" },
    },
  ]);
  expect(found.map(warningText)).toEqual([
    "function public.f names public.a, which becomes cyrex.a: it works through the compatibility view, and has to change before finalize",
    "publication feed publishes public.a as cyrex.a from then on",
    "public.c.id: The server refused to look for orphans (42501).",
  ]);
});

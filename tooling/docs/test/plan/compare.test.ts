import { expect, test } from "vitest";
import { comparePlan, type PlanFile } from "../../src/index.js";
import { compareColumns } from "../../src/page/plan/compare-columns.js";
import { databaseOf, tableOf } from "../fixture/model.js";

const source = (from: string, to?: string, merged = false): PlanFile["sources"][number] => ({
  from,
  ...(to !== undefined && { to }),
  columns: {},
  merged,
  rows: 5,
});

test("what becomes of each table is told from the plan", () => {
  const before = databaseOf(
    ["a", "b", "old", "twin", "Odd.Name", "left", "alien"].map((name) => tableOf(name)),
  );
  const after = databaseOf([
    tableOf("a"),
    tableOf("b", { schema: "other" }),
    tableOf("new_name"),
    tableOf("one"),
    tableOf("Odd.Name", { schema: "other" }),
    tableOf("fresh"),
  ]);
  const { changes, database } = comparePlan(
    {
      format: 1,
      database: "messy",
      sources: [
        source("public.a", "public.a"),
        source("public.b", "other.b"),
        source("public.old", "public.new_name"),
        source("public.twin", "public.one", true),
        source("gone.twin", "public.one", true),
        source('public."Odd.Name"', 'other."Odd.Name"'),
        source("public.left"),
      ],
    },
    before,
    after,
  );
  expect(database).toBe("messy");
  expect(
    changes.map(({ fate, sources, target }) => [fate, sources.map(({ table }) => table), target]),
  ).toEqual([
    ["kept", [0], 0],
    ["moved", [1], 1],
    ["renamed", [2], 2],
    ["merged", [3, undefined], 3],
    ["moved", [4], 4],
    ["new", [], 5],
    ["parked", [5], undefined],
    ["unmanaged", [6], undefined],
  ]);
});

test("columns that are renamed, of another type, gone or new are told", () => {
  const column = (name: string, type = "text") => ({ name, type, isNullable: true, isKey: false });
  const before = tableOf("t", {
    columns: [column("same"), column("old"), column("size"), column("gone")],
  });
  const after = tableOf("t", {
    columns: [column("same"), column("new"), column("size", "integer"), column("fresh")],
  });
  expect(
    compareColumns(before, after, { old: "new" }).map((one) => [one.before?.name, one.after?.name]),
  ).toEqual([
    ["old", "new"],
    ["size", "size"],
    ["gone", undefined],
    [undefined, "fresh"],
  ]);
});

import { expect, test } from "vitest";
import { drawLines } from "../../src/page/lines.js";
import { boxHeight, placeLanes } from "../../src/page/placing.js";
import { databaseOf, keyTo, tableOf } from "../fixture/model.js";

const view = { width: 1280, height: 700 };

test("a box grows with the power of ten of its rows", () => {
  const heights = [0, 9, 999, 999_999].map((count) =>
    boxHeight({ rows: { count, isExact: true } }),
  );
  expect(heights).toEqual([30, 36, 48, 66]);
  expect(boxHeight({})).toBe(30);
});

test("each lane holds its tables below each other, in their order", () => {
  const { tables, lanes } = databaseOf(
    ["a", "b", "c", "d"].map((name, index) => tableOf(name, { owner: index < 3 ? "one" : "two" })),
  );
  const placed = placeLanes(tables, lanes, view);
  const [first, second, third] = [0, 1, 2].map((id) => placed.boxes.get(id));
  expect(first?.x).toBe(second?.x);
  expect([first, second, third].map((one) => one?.y)).toEqual(
    [first, second, third].map((one) => one?.y).toSorted((one = 0, other = 0) => one - other),
  );
});

test("a line joins two tables once, and says whether it leaves the package", () => {
  const { tables, lanes } = databaseOf([
    tableOf("users", { owner: "core" }),
    tableOf("tasks", { owner: "core", keys: [keyTo(0, "user_id"), keyTo(0, "editor_id")] }),
    tableOf("notes", { owner: "notes", keys: [keyTo(0, "user_id"), keyTo(2, "parent_id")] }),
  ]);
  const lines = drawLines(tables, placeLanes(tables, lanes, view));
  expect(lines.map(({ from, to, isWithin }) => ({ from, to, isWithin }))).toEqual([
    { from: 1, to: 0, isWithin: true },
    { from: 2, to: 0, isWithin: false },
  ]);
});

test("a database without tables has a map as well", () => {
  expect(placeLanes([], [], view).boxes.size).toBe(0);
});

import { expect, it } from "vitest";
import { formatTable } from "../src/index.js";

it("aligns numbers to the right and leaves no blanks at the end of a line", () => {
  const table = formatTable(
    ["table", "rows", "what"],
    [
      ["public.users", 1_234_567, "moved"],
      ["x", 1, ""],
    ],
  );
  expect(table).toBe(
    [
      "table              rows  what",
      "public.users  1,234,567  moved",
      "x                     1",
    ].join("\n"),
  );
});

it("is as wide as it may be: the widest texts are cut", () => {
  const rows = [
    ["shop.orders", "y".repeat(80), 12],
    ["shop.people", "short", 3],
  ];
  const lines = formatTable(["table", "what it says", "rows"], rows, 40).split("\n");
  expect(Math.max(...lines.map(({ length }) => length))).toBe(40);
  expect(lines[1]).toMatch(/^shop\.orders {2}y+… +12$/);
  expect(lines[2]).toMatch(/^shop\.people {2}short +3$/);
});

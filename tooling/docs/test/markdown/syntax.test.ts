import { expect, test } from "vitest";
import { cell, code, table } from "../../src/markdown/syntax.js";

test.each([
  ["line\n  break", "line break"],
  ["<script> & *bold* [link] # `", "\\<script\\> \\& \\*bold\\* \\[link\\] \\# \\`"],
  ["snake_case_name stays, _so_ does not", "snake_case_name stays, \\_so\\_ does not"],
  ["`a*b` is code", "`a*b` is code"],
])("text is shown as it is: %s", (text, shown) => {
  expect(cell(text)).toBe(shown);
});

test("code may hold backticks", () => {
  expect(code("a ` b")).toBe("`` a ` b ``");
});

test("a table has a line for each row, and no bar of a cell ends it", () => {
  expect(table(["a", "b"], [["1", "`x || y`"]])).toBe("| a | b |\n|---|---|\n| 1 | `x \\|\\| y` |");
});

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

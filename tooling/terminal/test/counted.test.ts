import { expect, it } from "vitest";
import { counted } from "../src/index.js";

it.each([
  [0, "0 rows"],
  [1, "1 row"],
  [999, "999 rows"],
  [1200, "1,200 rows"],
  [1234567, "1,234,567 rows"],
  [1000000000, "1,000,000,000 rows"],
])("counts %d in groups of three digits", (count, text) => {
  expect(counted(count, "row")).toBe(text);
});

import { expect, it } from "vitest";
import { formatDuration } from "../src/index.js";

it.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [59_940, "59.9 s"],
  [59_960, "1 min 0 s"],
  [185_000, "3 min 5 s"],
  [3_599_600, "1 h 0 min"],
  [86_340_000, "23 h 59 min"],
])("%d milliseconds read %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

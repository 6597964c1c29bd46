import { expect, test } from "vitest";
import { median, percentile } from "../src/index.js";

const tenths = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5];

test.each([
  [tenths, 5.5],
  [[3, 1, 2], 2],
  [[7], 7],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});

test.each([
  [tenths, 95, 10],
  [tenths, 50, 5],
  [tenths, 10, 1],
  [[7], 95, 7],
])("of %j, %d percent do not exceed %d", (values, percent, expected) => {
  expect(percentile(values, percent)).toBe(expected);
});

test("nothing has no median and no percentile", () => {
  expect([median([]), percentile([], 95)]).toEqual([Number.NaN, Number.NaN]);
});

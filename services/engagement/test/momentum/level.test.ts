import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelsReached, momentumToNextLevel, totalToLeave } from "../../src/momentum/level.js";

const largestTotal = 2 ** 31 - 1;
const totals = fc.integer({ min: 0, max: largestTotal });
const levels = fc.integer({ min: 1, max: 60 });

describe("levels", () => {
  it.each([
    [1, 100],
    [2, 150],
    [3, 225],
    [4, 337],
    [10, 3844],
  ])("at level %i the next needs a total of %i", (level, total) => {
    expect(totalToLeave(level)).toBe(total);
  });

  it.each([
    [99, []],
    [100, [2]],
    [149, [2]],
    [225, [2, 3, 4]],
  ])("a newcomer with a total of %i reaches %j", (total, reached) => {
    expect(levelsReached(1, total)).toEqual(reached);
  });

  it("are reached one by one, and no total leads past the last threshold it meets", () => {
    fc.assert(
      fc.property(levels, totals, (level, total) => {
        const reached = levelsReached(level, total);
        expect(reached).toEqual(reached.map((_, index) => level + index + 1));
        expect(total).toBeLessThan(totalToLeave(reached.at(-1) ?? level));
      }),
    );
  });

  it("always leave a next total that the column can hold", () => {
    fc.assert(
      fc.property(levels, (level) => {
        expect(momentumToNextLevel(level)).toBeLessThanOrEqual(largestTotal);
      }),
    );
  });
});

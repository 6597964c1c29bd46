import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isoWeek,
  nextDayStreak,
  nextWeekStreak,
  startOfDay,
} from "../../src/streak/next-streak.js";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

describe("a streak of days", () => {
  const streak = { current: 4, longest: 9, lastDate: day("2026-02-28") };

  it.each([
    [
      "the day after",
      "2026-03-01T23:59:59Z",
      { current: 5, longest: 9, lastDate: day("2026-03-01") },
    ],
    ["the same day", "2026-02-28T23:00:00Z", streak],
    ["an earlier day", "2026-02-20T12:00:00Z", streak],
    [
      "two days later",
      "2026-03-02T00:00:00Z",
      { current: 1, longest: 9, lastDate: day("2026-03-02") },
    ],
  ])("after an event on %s", (_, at, next) => {
    expect(nextDayStreak(streak, new Date(at))).toEqual(next);
  });

  it("begins with the first event", () => {
    const next = nextDayStreak({ current: 0, longest: 0, lastDate: null }, day("2026-01-05"));
    expect(next).toEqual({ current: 1, longest: 1, lastDate: day("2026-01-05") });
  });

  it("that was cashed in today begins again tomorrow", () => {
    const cashed = { current: 0, longest: 9, lastDate: day("2026-01-05") };
    expect(nextDayStreak(cashed, day("2026-01-05")).current).toBe(0);
    expect(nextDayStreak(cashed, day("2026-01-06")).current).toBe(1);
  });

  it("is as long as the run of days without a gap that ends with the last event", () => {
    const days = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(days, (offsets) => {
        const run = [...offsets].sort((a, b) => a - b);
        const at = (offset: number) => new Date(+day("2026-01-01") + offset * 86_400_000);
        const start = { current: 0, longest: 0, lastDate: null as Date | null };
        const end = run.reduce((streak, offset) => nextDayStreak(streak, at(offset)), start);
        let length = 1;
        const last = run.at(-1) ?? 0;
        while (run.includes(last - length)) length += 1;
        expect(end.current).toBe(length);
        expect(end.longest).toBeGreaterThanOrEqual(length);
      }),
    );
  });
});

describe("a streak of weeks", () => {
  it.each([
    ["2025-12-29", 1],
    ["2026-01-04", 1],
    ["2026-01-05", 2],
    ["2026-12-31", 53],
    ["2027-01-03", 53],
    ["2027-01-04", 1],
    ["2024-12-29", 52],
    ["2024-12-30", 1],
  ])("%s lies in ISO week %i", (date, week) => {
    expect(isoWeek(day(date))).toBe(week);
  });

  it.each([
    ["the next week", 10, "2026-03-09", { current: 3, longest: 3, lastWeek: 11 }],
    ["the same week", 10, "2026-03-08", { current: 2, longest: 2, lastWeek: 10 }],
    ["a later week", 10, "2026-03-16", { current: 1, longest: 2, lastWeek: 12 }],
    ["January after week 52", 52, "2024-12-30", { current: 3, longest: 3, lastWeek: 1 }],
    ["January after week 53", 53, "2027-01-04", { current: 3, longest: 3, lastWeek: 1 }],
    ["January, two weeks later", 52, "2027-01-04", { current: 1, longest: 2, lastWeek: 1 }],
  ])("after an event in %s", (_, lastWeek, at, next) => {
    expect(nextWeekStreak({ current: 2, longest: 2, lastWeek }, day(at))).toEqual(next);
  });

  it("grows by one each week, over any year's end", () => {
    fc.assert(
      fc.property(
        fc.date({ min: day("1990-01-01"), max: day("2090-01-01"), noInvalidDate: true }),
        (at) => {
          const later = new Date(+startOfDay(at) + 7 * 86_400_000);
          const streak = { current: 6, longest: 6, lastWeek: isoWeek(at) };
          expect(nextWeekStreak(streak, later)).toEqual({
            current: 7,
            longest: 7,
            lastWeek: isoWeek(later),
          });
        },
      ),
    );
  });
});

import { performance } from "node:perf_hooks";
import { afterEach, expect, test, vi } from "vitest";
import ReportTimes from "../report-times.js";

afterEach(() => vi.restoreAllMocks());

test("shows what databases cost beside the tests, and how long a clone is waited for", () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const durations = { server: [400], template: [600], clone: [3, 1, 2, 994], other: [500] };
  for (const [what, values] of Object.entries(durations)) {
    for (const duration of values) {
      performance.measure(`test database: ${what}`, { start: 0, duration });
    }
  }
  new ReportTimes().onTestRunEnd([7_500, 2_500].map(testModule));
  expect(log.mock.lastCall?.[0].split("\n")).toEqual([
    "databases 2.50 s, tests 10.00 s: 25 %",
    "  server 0.40 s, templates 0.60 s, other 0.50 s",
    "  4 clones 1.00 s: median 2 ms, 95th 994 ms, slowest 994 ms",
  ]);
});

function testModule(duration) {
  return { diagnostic: () => ({ duration }) };
}

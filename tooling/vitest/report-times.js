import { performance } from "node:perf_hooks";

// What @deepiri/test-database measures in this process, for itself and for its workers.
const measured = "test database: ";

/**
 * Prints, at the end of a run with TEST_TIMES=1, what its databases cost: the time that
 * tests waited for them, beside the time of the tests themselves.
 */
export default class ReportTimes {
  /** @param {ReadonlyArray<import("vitest/node").TestModule>} modules */
  onTestRunEnd(modules) {
    const tests = sum(modules.map((module) => module.diagnostic().duration));
    const [server, template, clone, other] = ["server", "template", "clone", "other"].map(
      durations,
    );
    const databases = sum([server, template, clone, other].flat());
    console.log(`databases ${seconds(databases)}, tests ${seconds(tests)}: ${percent(databases, tests)}
  server ${seconds(sum(server))}, templates ${seconds(sum(template))}, other ${seconds(sum(other))}
  ${clone.length} clones ${seconds(sum(clone))}: ${spread(clone)}`);
  }
}

/** @param {string} what */
function durations(what) {
  return performance.getEntriesByName(measured + what).map(({ duration }) => duration);
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/** @param {readonly number[]} values */
function spread(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (part) => Math.round(sorted[Math.ceil(part * sorted.length) - 1] ?? 0);
  return `median ${at(0.5)} ms, 95th ${at(0.95)} ms, slowest ${at(1)} ms`;
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}

/**
 * @param {number} part
 * @param {number} whole
 */
function percent(part, whole) {
  return `${Math.round((100 * part) / Math.max(whole, 1))} %`;
}

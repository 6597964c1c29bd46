import { writeSync } from "node:fs";

const reasonInTitle = /\(skipped: (.+)\)$/;

/**
 * Prints `N passed, N failed` (`, N skipped` when there are any) as the last line of the run, and before
 * it why tests were skipped, and by what a failing run of sweeps can be had again. A test that is skipped without a reason counts as failed.
 */
export default class CountTests {
  #lines = ["0 passed, 0 failed"];
  #isFiltered = false;

  /** @param {import("vitest/node").Vitest} vitest */
  onInit(vitest) {
    this.#isFiltered = vitest.config.testNamePattern !== undefined;
    // Later than anything else that is printed: summaries, errors of the tear-down.
    process.once("exit", () => writeSync(1, `${this.#lines.join("\n")}\n`));
  }

  /**
   * @param {ReadonlyArray<import("vitest/node").TestModule>} modules
   * @param {ReadonlyArray<unknown>} strayErrors thrown outside of any test
   */
  onTestRunEnd(modules, strayErrors) {
    const count = { passed: 0, failed: strayErrors.length, skipped: 0, pending: 0 };
    for (const testModule of modules) {
      for (const test of testModule.children.allTests()) count[test.result().state] += 1;
      // A file that cannot be loaded, or a failing hook, must not look like a success.
      for (const broken of [testModule, ...testModule.children.allSuites()]) {
        if (broken.errors().length > 0) count.failed += 1;
      }
    }
    const reasons = this.#isFiltered ? new Map() : reasonsOf(modules);
    const unexplained = reasons.get(undefined) ?? [];
    if (unexplained.length > 0) process.exitCode = 1;
    count.failed += unexplained.length;
    const skipped = count.skipped + count.pending - unexplained.length;
    this.#lines = [
      ...[...reasons].map(([reason, tests]) =>
        reason === undefined
          ? `skipped without a reason: ${tests.join("; ")}`
          : `${tests.length} skipped: ${reason}`,
      ),
      ...(count.failed > 0 && process.env.TEST_SWEEPS === "1" ? [sampleAgain()] : []),
      `${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
    ];
  }
}

function sampleAgain() {
  return `the same samples of sweeps again: TEST_SWEEPS=1 SWEEP_SEED=${process.env.SWEEP_SEED}`;
}

/**
 * Names of the skipped tests by the reason, which the title of the test or of a suite around it ends with,
 * or with which the test skipped itself.
 *
 * @param {ReadonlyArray<import("vitest/node").TestModule>} modules
 * @returns {Map<string | undefined, string[]>}
 */
function reasonsOf(modules) {
  const reasons = new Map();
  for (const testModule of modules) {
    for (const test of testModule.children.allTests("skipped")) {
      if (test.options.mode === "todo" || isAfterFailure(test)) continue;
      const reason = test.result().note ?? reasonIn(test);
      reasons.set(reason, [...(reasons.get(reason) ?? []), test.fullName]);
    }
  }
  return reasons;
}

function reasonIn(task) {
  const [, reason] = reasonInTitle.exec(task.name ?? "") ?? [];
  return (
    reason ?? (task.parent && task.parent.type !== "module" ? reasonIn(task.parent) : undefined)
  );
}

/** Whether a failing hook kept it from being run, which counts by itself. */
function isAfterFailure({ parent }) {
  return parent.errors().length > 0 || (parent.type !== "module" && isAfterFailure(parent));
}

import { writeSync } from "node:fs";

/** Prints `N passed, N failed` (`, N skipped` when there are any) as the last line of the run. */
export default class CountTests {
  #line = "0 passed, 0 failed";

  onInit() {
    // Later than anything else that is printed: summaries, errors of the tear-down.
    process.once("exit", () => writeSync(1, `${this.#line}\n`));
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
    const skipped = count.skipped + count.pending;
    this.#line = `${count.passed} passed, ${count.failed} failed`;
    if (skipped > 0) this.#line += `, ${skipped} skipped`;
  }
}

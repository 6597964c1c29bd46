import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Half of a database test is waiting for the server, so even one core keeps two workers busy.
const maxWorkers = Math.max(2, availableParallelism());

// Ahead of what Vite has there by default, without `module`: what that names is for bundlers, and Node,
// which loads the dependencies, may find no file there.
const conditions = ["@deepiri/source", "node", "development|production"];

// No dependency: the packages below test-database use the same server in their tests, and all find
// it from the workspace's root (publicHoistPattern of pnpm-workspace.yaml).
const serverAlways = "@deepiri/test-database/global-setup";
const serverIfNeeded = pathOf("./server-if-needed.js");
const endWithRun = pathOf("./end-with-run.js");
const countTests = pathOf("./count-tests.js");
// Which cases of a sweep a run tries is for all of its workers the same.
process.env.SWEEP_SEED ??= String(Date.now());
const reportTimes = process.env.TEST_TIMES ? [pathOf("./report-times.js")] : [];

/**
 * Vitest settings shared by every package.
 *
 * Sources are resolved by the private `@deepiri/source` condition, so a test needs no build of the
 * packages it imports. A package that depends on `@deepiri/test-database`, or says
 * `database: true`, has a PostgreSQL server during the run.
 *
 * @type {typeof import("./config.js").packageTests}
 */
export function packageTests({ database, together, ...test } = {}) {
  return defineConfig({
    // Tests are loaded in the one environment, global set-ups in the other.
    environments: { ssr: { resolve: { conditions } }, __vitest__: { resolve: { conditions } } },
    test: {
      include: ["test/**/*.test.{ts,js}"],
      pool: "forks",
      maxWorkers,
      isolate: !together,
      restoreMocks: true,
      unstubEnvs: true,
      testTimeout: 60_000,
      hookTimeout: 120_000,
      setupFiles: [endWithRun],
      globalSetup: [database ? serverAlways : serverIfNeeded],
      ...(reportTimes.length > 0 && { reporters: ["default", ...reportTimes] }),
      ...test,
    },
  });
}

/**
 * Settings of a run over all packages; its last line counts the tests.
 *
 * @type {typeof import("./config.js").workspaceTests}
 */
export function workspaceTests(projects) {
  return defineConfig({
    test: { projects, maxWorkers, reporters: ["default", ...reportTimes, countTests] },
  });
}

/** @param {string} file */
function pathOf(file) {
  return fileURLToPath(new URL(file, import.meta.url));
}

import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Half of a database test is waiting for the server, so even one core keeps two workers busy.
const maxWorkers = Math.max(2, availableParallelism());

// By path, not as a dependency: the packages below test-database use the same server in their tests.
const testServer = fileURLToPath(
  new URL("../../packages/test-database/src/global-setup.ts", import.meta.url),
);

/**
 * Vitest settings shared by every package.
 *
 * Sources are resolved by the private `@deepiri/source` condition, so a test needs no build of the
 * packages it imports. With `database: true` the run has a PostgreSQL server for its tests.
 *
 * @type {typeof import("./config.js").packageTests}
 */
export function packageTests({ database = false, ...test } = {}) {
  return defineConfig({
    // Ahead of what Vite has there by default; a test runs in Node, not in a browser.
    ssr: {
      resolve: { conditions: ["@deepiri/source", "module", "node", "development|production"] },
    },
    test: {
      include: ["test/**/*.test.ts"],
      pool: "forks",
      maxWorkers,
      testTimeout: 60_000,
      hookTimeout: 120_000,
      ...(database && { globalSetup: [testServer] }),
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
  const countTests = fileURLToPath(new URL("./count-tests.js", import.meta.url));
  return defineConfig({ test: { projects, maxWorkers, reporters: ["default", countTests] } });
}

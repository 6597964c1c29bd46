import { defineConfig } from "vitest/config";

/**
 * Vitest settings shared by every package.
 *
 * Sources are resolved by the private `@deepiri/source` condition, so a test needs no build of the
 * packages it imports.
 *
 * @param {import("vitest/config").ViteUserConfig["test"]} [test] what this package adds
 */
export function packageTests(test = {}) {
  return defineConfig({
    ssr: { resolve: { conditions: ["@deepiri/source", "module", "node", "development|production"] } },
    test: {
      include: ["test/**/*.test.ts"],
      pool: "forks",
      testTimeout: 60_000,
      hookTimeout: 120_000,
      ...test,
    },
  });
}

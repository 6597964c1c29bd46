import { inject } from "vitest";
import { TestServerMissingError } from "./errors.js";
import "./global-setup.js";

/**
 * Address of the maintenance database of the run's server, as a user who may create databases.
 *
 * @throws TestServerMissingError in a package that did not ask for a database.
 */
export function testServerUrl(): string {
  const url = inject("testServerUrl");
  if (!url) {
    throw new TestServerMissingError(
      "no test server in this run: name @deepiri/test-database in the package's devDependencies, and use packageTests() in its vitest.config.ts",
    );
  }
  return url;
}

let made = 0;

/** A database name that no other test of any run uses. */
export function newDatabaseName(purpose: string): string {
  made += 1;
  const name = purpose.replaceAll(/\W/g, "_").slice(0, 24);
  return `test_${inject("testRunId")}_${name}_${process.pid}_${made}`;
}

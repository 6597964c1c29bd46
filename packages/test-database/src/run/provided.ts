import { inject } from "vitest";
import { TestServerMissingError } from "../errors.js";
import { databaseName } from "./run.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the maintenance database of the run's server, as a user who may create more. */
    testServerUrl: string;
    /** Names this run in the databases it makes. */
    testRunId: string;
    /** Where the keeper of the run's databases listens. */
    testKeeperPort: number;
  }
}

/**
 * Address of the maintenance database of the run's server, as a user who may create databases.
 *
 * @throws TestServerMissingError in a package that did not ask for a database.
 */
export function testServerUrl(): string {
  return provided("testServerUrl");
}

/** Where the run's keeper of test databases listens, on 127.0.0.1. */
export function testKeeperPort(): number {
  return provided("testKeeperPort");
}

let made = 0;

/** A database name that no other test of any run uses. */
export function newDatabaseName(purpose: string): string {
  made += 1;
  return databaseName(provided("testRunId"), purpose, process.pid, made);
}

/** The name of a database that the run's files share. */
export function sharedDatabaseName(hash: string): string {
  return databaseName(provided("testRunId"), `shared_${hash}`);
}

function provided<Name extends "testServerUrl" | "testKeeperPort" | "testRunId">(name: Name) {
  const value = inject(name);
  if (!value) {
    throw new TestServerMissingError(
      "no test server in this run: name @deepiri/test-database in the package's devDependencies, and use packageTests() in its vitest.config.ts",
    );
  }
  return value;
}

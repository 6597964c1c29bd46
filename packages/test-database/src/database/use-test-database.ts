import path from "node:path";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, type TestContext } from "vitest";
import { ConcurrentTestsError, TestDatabaseNotReadyError } from "../errors.js";
import { waitFor } from "../warm/wait.js";
import { type OpenDatabase, openDatabase } from "./open-database.js";

/** A database of its own for a test file, a describe block or a single test. */
export interface TestDatabase {
  /** The package whose database and role it is. */
  readonly key: string;
  /** Which of the workspace's databases it is like. */
  readonly database: string;
  /** Address, as superuser. */
  readonly url: string;
  /**
   * Connections that act as the role of the package, so that they may do what its service may, and
   * whose search_path is empty: a table without its schema is not found.
   */
  readonly pool: pg.Pool;
  /** Connections that may do everything, for rows of other packages. Their search_path is empty too. */
  readonly owner: pg.Pool;
  /** Runs one statement through the pool and returns its rows. */
  query<T extends pg.QueryResultRow = pg.QueryResultRow>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<T[]>;
}

/** What a test database is like, and how long it lives. */
export interface TestDatabaseOptions {
  /** One for all tests of the file or describe block (default), or a new one for each of them. */
  readonly per?: "file" | "test";
  /** Which of the package's databases it is like; the one that the package belongs to if left out. */
  readonly database?: string;
}

/**
 * Gives the tests of this file, or of this describe block, a migrated database of their own: all
 * migrations of the package `key` and of those it depends on, and no other package's.
 *
 * It is there before the first test and dropped after the last, or anew for each test; its members
 * throw outside of that.
 */
export function useTestDatabase(
  key: string,
  { per = "file", ...chosen }: TestDatabaseOptions = {},
): TestDatabase {
  const call = `useTestDatabase("${key}"${per === "file" ? "" : `, { per: "${per}" }`})`;
  let open: OpenDatabase | undefined;
  const begin = async () => {
    if (open) throw new ConcurrentTestsError(call);
    open = await openDatabase({ package: key, ...chosen });
  };
  const end: End = async (failed) => {
    const closing = open;
    open = undefined;
    if (closing) await waitFor("other", () => closing.close(failed));
  };
  if (per === "test") livePerTest(begin, end);
  else livePerFile(begin, end);

  const ready = (): OpenDatabase => {
    if (!open) throw new TestDatabaseNotReadyError(call);
    return open;
  };
  return {
    key,
    get database() {
      return ready().database;
    },
    get url() {
      return ready().url;
    },
    get pool() {
      return ready().pool;
    },
    get owner() {
      return ready().owner;
    },
    async query<T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      return (await ready().pool.query<T>(sql, [...values])).rows;
    },
  };
}

type Begin = () => Promise<void>;
/** `failed` names whose tests failed, if they did. */
type End = (failed: string | undefined) => Promise<void>;

function livePerFile(begin: Begin, end: End): void {
  let failed: string | undefined;
  beforeAll(begin);
  afterEach(({ task }) => {
    if (hasFailed(task)) failed = path.basename(task.file.filepath);
  });
  afterAll(async () => await end(failed));
}

function livePerTest(begin: Begin, end: End): void {
  beforeEach(begin);
  afterEach(async ({ task }) => await end(hasFailed(task) ? `"${task.name}"` : undefined));
}

function hasFailed(task: TestContext["task"]): boolean {
  return task.result?.state === "fail";
}

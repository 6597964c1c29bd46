import pg from "pg";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Clone, cloneTemplate } from "./clone.js";
import { TestDatabaseNotReadyError } from "./errors.js";
import { keepsFailures } from "./keep.js";

/** A database of its own for a test file or a describe block. */
export interface TestDatabase {
  /** Address, as superuser. */
  readonly url: string;
  /** Connections whose search_path is empty: a table without its schema is not found. */
  readonly pool: pg.Pool;
  /** Runs one statement through the pool and returns its rows. */
  query<T extends pg.QueryResultRow = pg.QueryResultRow>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<T[]>;
}

interface Open {
  readonly clone: Clone;
  readonly pool: pg.Pool;
}

/**
 * Gives the tests of this file, or of this describe block, a migrated database of their own: all
 * migrations of the package `key` and of those it depends on, and no other package's.
 *
 * It is made before the first test and dropped after the last; its members throw outside of that.
 */
export function useTestDatabase(key: string): TestDatabase {
  let open: Open | undefined;
  let failed = false;
  beforeAll(async () => {
    const clone = await cloneTemplate(key);
    open = { clone, pool: strictPool(clone.url) };
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === "fail";
  });
  afterAll(async () => {
    const closing = open;
    open = undefined;
    if (closing) await close(closing, key, failed);
  });
  const ready = (): Open => {
    if (!open) throw new TestDatabaseNotReadyError(key);
    return open;
  };
  return {
    get url() {
      return ready().clone.url;
    },
    get pool() {
      return ready().pool;
    },
    async query<T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      return (await ready().pool.query<T>(sql, [...values])).rows;
    },
  };
}

function strictPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, options: "-c search_path=", max: 10 });
  // An idle connection that a test cuts off is the test's business, not the end of the process.
  pool.on("error", () => {});
  return pool;
}

async function close({ clone, pool }: Open, key: string, failed: boolean): Promise<void> {
  await pool.end();
  if (!failed || !keepsFailures()) return await clone.drop();
  console.info(`kept the database of a failing test of "${key}": ${await clone.keep()}`);
}

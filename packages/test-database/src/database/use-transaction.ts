import type pg from "pg";
import { afterEach, beforeEach } from "vitest";
import { ConcurrentTestsError, TestDatabaseNotReadyError } from "../errors.js";
import type { TestDatabase } from "./use-test-database.js";

/** A transaction that each test gets anew, on one connection. */
export interface TestTransaction {
  /** The connection, for what takes one; do not commit on it. */
  readonly client: pg.ClientBase;
  /** Runs one statement in the transaction and returns its rows. */
  query<T extends pg.QueryResultRow = pg.QueryResultRow>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<T[]>;
}

const call = "useTransaction()";

/**
 * Gives each test a transaction that is rolled back after it, so that tests share a database and
 * see nothing of each other. Not for code that commits, or that works on connections of its own;
 * and as in any transaction, nothing more works in it once a statement has failed.
 */
export function useTransaction(database: TestDatabase): TestTransaction {
  let client: pg.PoolClient | undefined;
  beforeEach(async () => {
    if (client) throw new ConcurrentTestsError(call);
    client = await database.pool.connect();
    await client.query("BEGIN");
  });
  afterEach(async () => {
    const ending = client;
    client = undefined;
    await ending?.query("ROLLBACK");
    ending?.release();
  });
  const ready = (): pg.PoolClient => {
    if (!client) throw new TestDatabaseNotReadyError(call);
    return client;
  };
  return {
    get client() {
      return ready();
    },
    async query<T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      return (await ready().query<T>(sql, [...values])).rows;
    },
  };
}

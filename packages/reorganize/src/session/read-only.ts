import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { type Queryable, queryable } from "./queryable.js";
import { applicationName } from "./session.js";

/**
 * Runs `body` in one read-only transaction that sees the database as it is at its start. It gives up
 * a lock after ten seconds, and names in catalogs carry their schemas, for its search_path is empty.
 */
export async function reading<Result>(
  url: string,
  body: (reader: Queryable, client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectOnce(url, { applicationName });
  try {
    await client.query(`
      BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
      SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = 0; SET LOCAL search_path = '';
      SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL row_security = off; SET LOCAL TimeZone = 'UTC'`);
    return await body(queryable(client), client);
  } finally {
    await client.end();
  }
}

import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { applicationName } from "../session/session.js";

/**
 * Runs `body` in one read-only transaction that sees the database as it is at its start. It gives up
 * a lock after ten seconds, and names in catalogues carry their schemas, for its search_path is empty.
 */
export async function reading<Result>(
  url: string,
  body: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = await connectOnce(url, { applicationName });
  try {
    await client.query(`
      BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
      SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = 0; SET LOCAL search_path = '';
      SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL row_security = off; SET LOCAL TimeZone = 'UTC'`);
    return await body(client);
  } finally {
    await client.end();
  }
}

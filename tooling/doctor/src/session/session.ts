import {
  assertUsableServer,
  connectionConfig,
  explainConnectionFailure,
  openConnection,
} from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import type pg from "pg";

/** A connection that can only read, with limits to what it waits for. */
export interface Session {
  /**
   * Runs `work` in a transaction of its own, which cannot write and is rolled back. All settings last as long
   * as it does, so that a pooler may lend the next one another session.
   */
  read<Result>(work: (client: pg.ClientBase) => Promise<Result>): Promise<Result>;
}

/** How our sessions are called in pg_stat_activity. */
export const applicationName = `${brand.name} doctor`;

/**
 * Runs `body` with a session on the database of the URL, a standby and a pooler included.
 *
 * @param milliseconds how long one statement may take
 * @throws ConnectionError
 */
export async function withSession<Result>(
  url: string,
  milliseconds: number,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const client = await connect(url);
  try {
    return await body({ read: (work) => readOnly(client, milliseconds, work) });
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  try {
    const client = await openConnection(
      connectionConfig(url, { applicationName, connectTimeoutMs: 10_000 }),
    );
    await assertUsableServer(client, url, { onlyReads: true }).catch(async (error) => {
      await client.end();
      throw error;
    });
    return client;
  } catch (error) {
    throw explainConnectionFailure(error, url);
  }
}

const lockMilliseconds = 1000;

// With an empty search_path the catalogue spells every name with its schema.
const begin = (milliseconds: number): string => `
  BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY;
  SET LOCAL statement_timeout = ${milliseconds};
  SET LOCAL lock_timeout = ${lockMilliseconds};
  SET LOCAL search_path = '';
  SET LOCAL jit = off;
  SET LOCAL quote_all_identifiers = off;
  SET LOCAL "TimeZone" = 'UTC';
  SET LOCAL "DateStyle" = 'ISO, MDY'`;

async function readOnly<Result>(
  client: pg.ClientBase,
  milliseconds: number,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  await client.query(begin(milliseconds));
  try {
    return await work(client);
  } finally {
    await client.query("ROLLBACK").catch(() => {}); // a lost session has nothing to undo
  }
}

import pg from "pg";
import { connectionConfig } from "./connection-config.js";
import { openConnection } from "./open-connection.js";
import { outliveLostSessions } from "./outlive-lost-sessions.js";
import { assertOwnSession, ownSession } from "./own-session.js";

/** How the sessions of a pool are made. */
export interface SessionPoolOptions {
  /** Shown in pg_stat_activity, unless the URL names one. */
  readonly applicationName: string;
  /** Sets up a session before its first use. */
  readonly prepare: (client: pg.ClientBase) => Promise<unknown>;
  /** How many sessions at most; one if left out. */
  readonly size?: number;
}

/**
 * Runs `body` with a pool of sessions of our own, one of them unless `size` says more (see ownSession), for libraries that take no less
 * than a pool, such as pg-delta.
 */
export async function withSessionPool<Result>(
  url: string,
  { applicationName, prepare, size = 1 }: SessionPoolOptions,
  body: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const config = connectionConfig(url, {
    applicationName,
    connectTimeoutMs: 10_000,
    ...ownSession,
  });
  // It finds out whether the server has TLS, where the URL only prefers it: a pool does not try twice.
  if (config.isTlsOptional) await (await openConnection(config)).end();
  // The pool waits for the promise, although its type does not say so.
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    await assertOwnSession(client, url);
    await prepare(client);
  };
  // Assigned to it, for its password cannot be enumerated.
  const pool = new pg.Pool(Object.assign(config, { onConnect, max: size }));
  outliveLostSessions(pool);
  try {
    return await body(pool);
  } finally {
    await pool.end();
  }
}

import { outliveLostSessions } from "@deepiri/database/without-client";
import pg from "pg";
import { SessionLostError } from "./errors.js";

/**
 * A pool of exactly one session, for the adapter wants a pool but locks and settings belong to a
 * session. When the session ends no second one is opened: later queries fail with SessionLostError.
 *
 * @param check looks at the session before its first use; what it throws is what the user gets
 */
export function pinnedPool(
  config: pg.ClientConfig,
  check: (client: pg.PoolClient) => Promise<void> = async () => {},
): pg.Pool {
  let opened = false;
  const pool = new pg.Pool({
    ...config,
    max: 1,
    idleTimeoutMillis: 0,
    password: config.password,
    verify: (client, done) => {
      if (opened) return done(new SessionLostError());
      opened = true;
      check(client).then(() => done(), done);
    },
  });
  outliveLostSessions(pool);
  return pool;
}

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
  // A session that ends is reported by the next query; the event alone would end the process. The
  // pool hears it of an idle session only, so one that is lent is listened to as well.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

import pg from "pg";
import { parseUrl } from "../connection/without-password.js";
import type { PoolSettings } from "./client-options.js";

/** One holder's share of a pool. */
export interface PoolLease {
  readonly pool: pg.Pool;
  /** Gives the share back; the last one ends the pool and resolves when its connections are closed. */
  release(): Promise<void>;
}

const shared = new Map<string, { readonly pool: pg.Pool; holders: number }>();

/** A share of the process's one pool for these settings, made when the first share is asked for. */
export function leasePool(settings: PoolSettings): PoolLease {
  const key = JSON.stringify(settings);
  const entry = shared.get(key) ?? { pool: newPool(settings), holders: 0 };
  shared.set(key, entry);
  entry.holders += 1;
  let held = true;
  return {
    pool: entry.pool,
    async release() {
      if (!held) return;
      held = false;
      entry.holders -= 1;
      if (entry.holders > 0) return;
      // First out of the map, so that a client made meanwhile gets a new pool, not a closing one.
      shared.delete(key);
      await entry.pool.end();
    },
  };
}

function newPool(settings: PoolSettings): pg.Pool {
  const pool = new pg.Pool({
    connectionString: urlWithOptions(settings),
    application_name: settings.applicationName,
    max: settings.poolSize,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    idleTimeoutMillis: settings.idleTimeoutMs,
    statement_timeout: settings.statementTimeoutMs,
    lock_timeout: settings.lockTimeoutMs,
    idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMs,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // An idle connection that the server closed must not end the process; the pool replaces it.
  pool.on("error", () => {});
  return pool;
}

function urlWithOptions(settings: PoolSettings): string {
  const url = parseUrl(settings.url);
  if (url === undefined) return settings.url;
  // Prisma's driver adapter writes and reads timestamps with time zone without their offset.
  const options = [url.searchParams.get("options"), "-c TimeZone=UTC"];
  url.searchParams.set("options", options.filter((option) => option).join(" "));
  return url.href;
}

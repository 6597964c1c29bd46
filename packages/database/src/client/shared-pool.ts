import pg from "pg";
import { connectionConfig } from "../connection/connection-config.js";
import { outliveLostSessions } from "../connection/outlive-lost-sessions.js";
import { exchangeFormat, type Setting, settingsIn } from "../connection/setting.js";
import type { PoolSettings } from "./client-options.js";
import { startWith } from "./lent-session.js";

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
  const config = connectionConfig(settings.url, {
    applicationName: settings.applicationName,
    connectTimeoutMs: settings.connectTimeoutMs,
  });
  const pool = new pg.Pool({
    ...config,
    password: config.password,
    application_name: settings.applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    max: settings.poolSize,
    idleTimeoutMillis: settings.idleTimeoutMs,
    maxLifetimeSeconds: settings.lifetimeMs / 1000,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  outliveLostSessions(pool);
  startWith(pool, [...settingsIn(config.options ?? ""), ...clientSettings(settings)]);
  return pool;
}

function clientSettings(settings: PoolSettings): Setting[] {
  return [
    ...exchangeFormat,
    ["statement_timeout", String(settings.statementTimeoutMs)],
    ["lock_timeout", String(settings.lockTimeoutMs)],
    ["idle_in_transaction_session_timeout", String(settings.idleInTransactionTimeoutMs)],
  ];
}

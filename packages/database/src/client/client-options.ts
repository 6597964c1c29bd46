import type pg from "pg";

/** How a service client connects and how long it waits. All times are milliseconds, 0 is no limit. */
export interface ClientOptions {
  /** The database; `databaseUrl(key)` if left out. */
  readonly url?: string;
  /** Connections of the shared pool; 10. */
  readonly poolSize?: number;
  /** Wait for a connection, new or free; 10 000. */
  readonly connectTimeoutMs?: number;
  /** One statement, enforced by the server; 30 000. */
  readonly statementTimeoutMs?: number;
  /** Waiting for a lock, enforced by the server; 10 000. */
  readonly lockTimeoutMs?: number;
  /** A transaction that does nothing, enforced by the server; 60 000. */
  readonly idleInTransactionTimeoutMs?: number;
  /** A whole `transaction`, one attempt of it; 60 000. */
  readonly transactionTimeoutMs?: number;
  /** How long an unused connection stays open; 30 000. */
  readonly idleTimeoutMs?: number;
  /** Shown in pg_stat_activity; "deepiri". Clients with different names do not share a pool. */
  readonly applicationName?: string;
  /**
   * Role to act as, or false for the login itself. If left out, the package's own role, such as
   * `deepiri_auth`; in production (NODE_ENV) the login. Clients of different roles share a pool.
   */
  readonly role?: string | false;
  /** Repetitions after a serialization failure or deadlock; 5. */
  readonly maxRetries?: number;
  /**
   * A pool of the caller's, who also ends it. Then `url` and all settings of connections above are
   * the pool's own; it should set its time zone to UTC. Its connections come back to it as they were.
   */
  readonly pool?: pg.Pool;
}

/** What distinguishes one pool from another. */
export interface PoolSettings {
  readonly url: string;
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly applicationName: string;
}

/** Time limits and retries of transactions. */
export interface TransactionSettings {
  readonly connectTimeoutMs: number;
  readonly transactionTimeoutMs: number;
  readonly maxRetries: number;
}

/** The options with every default filled in, for the pool. */
export function poolSettings(url: string, options: ClientOptions): PoolSettings {
  return {
    url,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    statementTimeoutMs: options.statementTimeoutMs ?? 30_000,
    lockTimeoutMs: options.lockTimeoutMs ?? 10_000,
    idleInTransactionTimeoutMs: options.idleInTransactionTimeoutMs ?? 60_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 30_000,
    applicationName: options.applicationName ?? "deepiri",
  };
}

/** The options with every default filled in, for transactions. */
export function transactionSettings(options: ClientOptions): TransactionSettings {
  return {
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    transactionTimeoutMs: options.transactionTimeoutMs ?? 60_000,
    maxRetries: options.maxRetries ?? 5,
  };
}

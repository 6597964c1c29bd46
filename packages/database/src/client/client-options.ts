import type pg from "pg";
import { brand } from "../brand.js";
import { seconds } from "../connection/connection-config.js";
import { parseUrl } from "../connection/without-password.js";

/** The package whose tables a client is for. */
export interface ClientPackage {
  /** Its key, the name of its folder. */
  readonly key: string;
  /** The database that its package.json names. */
  readonly database: string;
  /**
   * Whether rows of its tables belong to tenants, so that its reads, too, carry the tenant of the request
   * context. No if left out, and then nothing is sent.
   */
  readonly hasTenants?: boolean;
  /**
   * Whether it depends on who acts which of its rows he sees, so that its reads carry the actor too. No if left
   * out.
   */
  readonly hasActors?: boolean;
}

/**
 * How a service client connects and how long it waits. All times are milliseconds, 0 is no limit. An
 * option goes before a parameter of the URL (`connection_limit`, `connect_timeout` and so on).
 */
export interface ClientOptions {
  /** Where the database is; if left out, what `databaseUrl` finds for the package and `database`. */
  readonly url?: string;
  /**
   * Which of the workspace's databases it is; the one that the package belongs to if left out. A package
   * that others depend on has tables in theirs too: `createCoreClient({ database: "shop" })`.
   */
  readonly database?: string;
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
  /** Shown in pg_stat_activity; the brand if left out. Clients with different names do not share a pool. */
  readonly applicationName?: string;
  /**
   * Role to act as, or false for the login itself. If left out, the package's own role, such as
   * `deepiri_auth` in the database `deepiri`; in production (NODE_ENV) the login. Clients of different roles share a pool.
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

/** The package as it is in one of the databases that hold it. */
export interface PlacedPackage extends Required<ClientPackage> {
  /** Whether it belongs to that database, and is not only there because others depend on it. */
  readonly isAtHome: boolean;
}

/**
 * Which package a client is for, and in which database.
 *
 * @param of a key alone is that of a package of the default database
 */
export function placedPackage(of: string | ClientPackage, options: ClientOptions): PlacedPackage {
  const given: ClientPackage = typeof of === "string" ? { key: of, database: brand.name } : of;
  const { key, database: home, hasTenants = false, hasActors = false } = given;
  const { database = home } = options;
  return { key, database, hasTenants, hasActors, isAtHome: database === home };
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
  readonly lifetimeMs: number;
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
  const given = parseUrl(url)?.searchParams ?? new URLSearchParams();
  return {
    url,
    poolSize: options.poolSize ?? Number(given.get("connection_limit") ?? 10),
    connectTimeoutMs: connectTimeoutMs(url, options),
    statementTimeoutMs: options.statementTimeoutMs ?? 30_000,
    lockTimeoutMs: options.lockTimeoutMs ?? 10_000,
    idleInTransactionTimeoutMs: options.idleInTransactionTimeoutMs ?? 60_000,
    idleTimeoutMs:
      options.idleTimeoutMs ?? seconds(given, "max_idle_connection_lifetime") ?? 30_000,
    lifetimeMs: seconds(given, "max_connection_lifetime") ?? 0,
    applicationName: options.applicationName ?? given.get("application_name") ?? brand.name,
  };
}

function connectTimeoutMs(url: string, options: ClientOptions): number {
  const given = parseUrl(url)?.searchParams ?? new URLSearchParams();
  // One limit for what Prisma's URLs have two: a new connection, and one that comes free.
  const inUrl = [seconds(given, "connect_timeout"), seconds(given, "pool_timeout")];
  const times = inUrl.filter((time) => time !== undefined);
  if (options.connectTimeoutMs !== undefined) return options.connectTimeoutMs;
  if (times.length === 0) return 10_000;
  return times.includes(0) ? 0 : Math.max(...times);
}

/** The options with every default filled in, for transactions. */
export function transactionSettings(url: string, options: ClientOptions): TransactionSettings {
  return {
    connectTimeoutMs: connectTimeoutMs(url, options),
    transactionTimeoutMs: options.transactionTimeoutMs ?? 60_000,
    maxRetries: options.maxRetries ?? 5,
  };
}

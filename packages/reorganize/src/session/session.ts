import { setTimeout as pause } from "node:timers/promises";
import { withoutPassword } from "@deepiri/database";
import type pg from "pg";
import type { Blocker } from "./blockers.js";
import { LockUnavailableError } from "./errors.js";
import { LockWatch } from "./lock-watch.js";
import { open } from "./open.js";
import type { Patience } from "./patience.js";
import type { Queryable } from "./queryable.js";
import { serverFailure } from "./server-failure.js";
import { isConnectionLost, isLockConflict, isServerFailure } from "./sql-state.js";
import { type Lone, lockTimeoutMs, settings, type Terms } from "./terms.js";

// What was reported as committed outlives a crash, for the next step relies on it.
const workSettings = `SET idle_in_transaction_session_timeout = '60s';
  SELECT pg_catalog.set_config('synchronous_commit', 'on', false)
   WHERE pg_catalog.current_setting('synchronous_commit') = 'off'`;

/** Done on a connection as soon as it is made, such as taking the lock of the whole reorganization. */
export type OnConnect = (client: pg.Client) => Promise<void>;

/** Called with the sessions that keep a statement waiting for a lock. */
export type OnWaiting = (blockers: readonly Blocker[]) => void;

/**
 * One connection that the reorganization works on. It gives up waiting for a lock early and tries
 * again, so that nothing queues long behind it, and connects again when the server went away.
 */
export class Session implements Queryable {
  #client: pg.Client | undefined;
  readonly #onConnect = new Set<OnConnect>();
  readonly answers = "rows";
  /** Of the server process that serves this session; tests and messages name it. */
  pid = 0;
  #onWaiting: OnWaiting = () => {};

  constructor(
    readonly url: string,
    readonly patience: Patience = {},
  ) {}

  /** The connection, made if there is none. */
  async client(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    const client = await open(this.url);
    try {
      await this.#prepare(client);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    this.#client = client;
    return client;
  }

  async #prepare(client: pg.Client): Promise<void> {
    await client.query(workSettings);
    // Where the server's system cannot poll a socket, it notices a dead client at the end of the statement.
    await client.query("SET client_connection_check_interval = '2s'").catch(() => {});
    for (const prepare of this.#onConnect) await prepare(client);
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    this.pid = rows[0].pid;
  }

  /** Runs `body` on new connections only, each prepared in this way first; none is left open. */
  async whilePrepared<Result>(prepare: OnConnect, body: () => Promise<Result>): Promise<Result> {
    await this.end();
    this.#onConnect.add(prepare);
    try {
      return await body();
    } finally {
      this.#onConnect.delete(prepare);
      await this.end();
    }
  }

  /** Runs `body`, and calls `onWaiting` while a statement of it waits for a lock. */
  async whileTelling<Result>(onWaiting: OnWaiting, body: () => Promise<Result>): Promise<Result> {
    const before = this.#onWaiting;
    this.#onWaiting = onWaiting;
    try {
      return await body();
    } finally {
      this.#onWaiting = before;
    }
  }

  /** Rows of one query. */
  async query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = await this.client();
    return (await client.query(sql, values)).rows as Row[];
  }

  /**
   * Sends the statements as one transaction in one message, so that its locks are held no longer than
   * the server needs.
   *
   * @throws LockUnavailableError after as many attempts as patience allows
   */
  async transaction(name: string, sql: readonly string[], options: Terms = {}): Promise<void> {
    const script = ["BEGIN", ...settings(options), ...sql, "COMMIT"].join(";\n");
    await this.#patiently(name, async (client) => {
      await client.query(script);
    });
  }

  /** Runs `body` between BEGIN and COMMIT, again from the start when it met a lock. */
  async inTransaction<Result>(
    name: string,
    options: Terms,
    body: (client: pg.Client) => Promise<Result>,
  ): Promise<Result> {
    return this.#patiently(name, async (client) => {
      await client.query(["BEGIN", ...settings(options)].join(";\n"));
      const result = await body(client);
      await client.query("COMMIT");
      return result;
    });
  }

  /**
   * Sends one statement outside a transaction. What it leaves behind when it is cut off half way has
   * to be removed before it can be tried again, so each attempt begins with `cleanUp`.
   */
  async alone(name: string, { sql, cleanUp, concurrent = false }: Lone): Promise<void> {
    const attempt = async (client: pg.Client): Promise<void> => {
      for (const statement of cleanUp === undefined ? [sql] : [cleanUp, sql]) {
        await client.query(`SET lock_timeout = ${this.#lockTimeout(concurrent)}`);
        await client.query(statement);
      }
    };
    // It may wait for long in its first attempt.
    const watch = concurrent ? await this.#watch(500) : undefined;
    await this.#patiently(name, attempt, watch);
  }

  // What runs CONCURRENTLY blocks nothing while it waits; any other has a queue behind it.
  #lockTimeout(concurrent: boolean): number {
    return concurrent ? (this.patience.concurrentWaitMs ?? 60_000) : lockTimeoutMs;
  }

  async end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => {});
  }

  /** Forgets a connection that is gone and makes another, waiting for a server that starts. */
  async reconnect(): Promise<void> {
    await this.end();
    const attempts = this.patience.connectAttempts ?? 120;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.client();
        return;
      } catch (error) {
        await this.end();
        if (!isConnectionLost(error) || attempt >= attempts) throw error;
        await pause(Math.min(1_000, 50 * attempt));
      }
    }
  }

  get displayUrl(): string {
    return withoutPassword(this.url);
  }

  async #patiently<Result>(
    name: string,
    body: (client: pg.Client) => Promise<Result>,
    watching?: LockWatch,
  ): Promise<Result> {
    const attempts = this.patience.lockAttempts ?? 400;
    let watch = watching;
    try {
      return await this.#attempt(body, async (failed, cause) => {
        watch ??= await this.#watch(20);
        if (failed >= attempts)
          throw new LockUnavailableError(name, attempts, watch.seen, { cause });
      });
    } catch (cause) {
      throw isServerFailure(cause) ? serverFailure(name, cause) : cause;
    } finally {
      await watch?.stop();
    }
  }

  async #watch(lookMs: number): Promise<LockWatch> {
    await this.client();
    return new LockWatch({
      url: this.url,
      pid: this.pid,
      tell: (blockers) => this.#onWaiting(blockers),
      everyMs: this.patience.tellMs ?? 2_000,
      lookMs,
    });
  }

  /** Tries again after a lock was in the way, which `onConflict` is told of. */
  async #attempt<Result>(
    body: (client: pg.Client) => Promise<Result>,
    onConflict: (attempt: number, cause: unknown) => Promise<void>,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.client();
      try {
        return await body(client);
      } catch (cause) {
        if (isConnectionLost(cause)) throw cause;
        await client.query("ROLLBACK");
        if (!isLockConflict(cause)) throw cause;
        await onConflict(attempt, cause);
        // What queued behind us goes first; two reorganizers never keep in step.
        await pause(Math.min(500, 20 * attempt) * (0.5 + Math.random()));
      }
    }
  }
}

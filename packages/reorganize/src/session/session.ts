import { setTimeout as pause } from "node:timers/promises";
import { withoutPassword } from "@deepiri/database";
import {
  isConnectionLost,
  isLockConflict,
  isServerFailure,
  lockTimeoutMs,
  type OnWaiting,
  outpaceAutovacuum,
  patiently,
} from "@deepiri/database/session";
import type pg from "pg";
import { LockUnavailableError } from "./errors.js";
import { applicationName, open } from "./open.js";
import type { Patience } from "./patience.js";
import { type Queryable, rowsOf } from "./queryable.js";
import { serverFailure } from "./server-failure.js";
import { type Lone, settings, type Terms } from "./terms.js";

// What was reported as committed outlives a crash, for the next step relies on it.
const workSettings = `SET idle_in_transaction_session_timeout = '60s';
  SELECT pg_catalog.set_config('synchronous_commit', 'on', false)
   WHERE pg_catalog.current_setting('synchronous_commit') = 'off'`;

/** Done on a connection as soon as it is made, such as taking the lock of the whole reorganization. */
export type OnConnect = (client: pg.Client) => Promise<void>;

/** What is told of the locks that other sessions hold. */
export interface LockEvents {
  /** While a statement waits for one. */
  readonly onWaiting?: OnWaiting;
  /** After each attempt that met one. */
  readonly onConflict?: () => void;
}

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
  #lockEvents: LockEvents = {};
  /** The name of each query that had values, for the next time. */
  readonly #asked = new Map<string, string>();

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
    await client.query(`${workSettings}; ${outpaceAutovacuum}`);
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

  /** Runs `body`, and tells what locks it meets. */
  async whileTelling<Result>(events: LockEvents, body: () => Promise<Result>): Promise<Result> {
    const before = this.#lockEvents;
    this.#lockEvents = events;
    try {
      return await body();
    } finally {
      this.#lockEvents = before;
    }
  }

  /** Runs `body`, and tells who is in the way of whatever it asks: the server waits for locks to print what a catalog holds, too. */
  async whileWatched<Result>(tell: OnWaiting, body: () => Promise<Result>): Promise<Result> {
    const everyMs = this.patience.tellMs ?? 2_000;
    const watch = () => ({ url: this.url, applicationName, pid: this.pid, tell, everyMs });
    return patiently(
      {
        connect: () => this.client(),
        watch,
        waitsLong: true,
        isOver: () => true,
        refusal: ({ cause }) => cause as Error,
      },
      body,
    );
  }

  /** Rows of one query. One with values that is asked again is planned by the server once. */
  async query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = await this.client();
    if (values.length === 0) return rowsOf<Row>(client, sql);
    const name = this.#asked.get(sql);
    this.#asked.set(sql, name ?? `asked again ${this.#asked.size}`);
    const { rows } = await client.query(name ? { name, text: sql, values } : { text: sql, values });
    return rows;
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

  /**
   * Runs `body` between BEGIN and COMMIT, again from the start when it met a lock.
   *
   * @param record SQL of what is recorded of its result, sent with the COMMIT
   */
  async inTransaction<Result>(
    name: string,
    options: Terms,
    body: (client: pg.Client) => Promise<Result>,
    record: (result: Result) => readonly string[] = () => [],
  ): Promise<Result> {
    return this.#patiently(name, async (client) => {
      await client.query(["BEGIN", ...settings(options)].join(";\n"));
      const result = await body(client);
      await client.query([...record(result), "COMMIT"].join(";\n"));
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
    await this.#patiently(name, attempt, concurrent);
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
    attempt: (client: pg.Client) => Promise<Result>,
    waitsLong = false,
  ): Promise<Result> {
    const { lockAttempts = 400, tellMs = 2_000 } = this.patience;
    try {
      return await patiently(
        {
          connect: () => this.client(),
          watch: () => ({
            url: this.url,
            applicationName,
            pid: this.pid,
            tell: (...seen) => this.#lockEvents.onWaiting?.(...seen),
            everyMs: tellMs,
          }),
          waitsLong,
          isOver: (attempts) => attempts >= lockAttempts,
          refusal: ({ attempts, blockers, cause }) =>
            new LockUnavailableError(name, attempts, blockers, { cause }),
        },
        (client) => this.#countingConflicts(attempt(client)),
      );
    } catch (cause) {
      throw isServerFailure(cause) ? serverFailure(name, cause) : cause;
    }
  }

  async #countingConflicts<Result>(attempt: Promise<Result>): Promise<Result> {
    try {
      return await attempt;
    } catch (error) {
      if (isLockConflict(error)) this.#lockEvents.onConflict?.();
      throw error;
    }
  }
}

import { setTimeout as pause } from "node:timers/promises";
import { withoutPassword } from "@deepiri/database";
import type pg from "pg";
import { LockUnavailableError } from "./errors.js";
import { open } from "./open.js";
import type { Queryable } from "./queryable.js";
import { isConnectionLost, isLockConflict } from "./sql-state.js";

/** How long one attempt waits for a lock; what queues behind us waits no longer than that. */
const lockTimeoutMs = 60;

/** How long a transaction that only changes the catalog may take. */
const statementTimeoutMs = 60_000;

// What was reported as committed outlives a crash, for the next step relies on it.
const workSettings = `SET idle_in_transaction_session_timeout = '60s';
  SELECT pg_catalog.set_config('synchronous_commit', 'on', false)
   WHERE pg_catalog.current_setting('synchronous_commit') = 'off'`;

/** How patient a session is. */
export interface Patience {
  /** Attempts to get the locks of one step; 400 if left out, some three minutes. */
  readonly lockAttempts?: number;
  /** Attempts to reach a server that went away; 120 if left out, some two minutes. */
  readonly connectAttempts?: number;
  /** How long what runs CONCURRENTLY waits for transactions older than itself; 60 s if left out. */
  readonly concurrentWaitMs?: number;
  /**
   * How long to wait for another reorganizer or a migration to end; 15 s if left out. The session of
   * a run that was killed lives on until the server notices, 2 s as a rule.
   */
  readonly busyWaitMs?: number;
}

/** Done on a connection as soon as it is made, such as taking the lock of the whole reorganization. */
export type OnConnect = (client: pg.Client) => Promise<void>;

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
    await this.#patiently(name, async (client) => {
      for (const statement of cleanUp === undefined ? [sql] : [cleanUp, sql]) {
        await client.query(`SET lock_timeout = ${this.#lockTimeout(concurrent)}`);
        await client.query(statement);
      }
    });
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
  ): Promise<Result> {
    const attempts = this.patience.lockAttempts ?? 400;
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.client();
      try {
        return await body(client);
      } catch (cause) {
        if (isConnectionLost(cause)) throw cause;
        await client.query("ROLLBACK");
        if (!isLockConflict(cause)) throw cause;
        if (attempt >= attempts) throw new LockUnavailableError(name, attempts, { cause });
        // What queued behind us goes first; two reorganizers never keep in step.
        await pause(Math.min(500, 20 * attempt) * (0.5 + Math.random()));
      }
    }
  }
}

/** A statement that PostgreSQL refuses in a transaction. */
export interface Lone {
  readonly sql: string;
  readonly cleanUp?: string | undefined;
  /** Both run CONCURRENTLY. */
  readonly concurrent?: boolean | undefined;
}

/** The terms on which a transaction runs. */
export interface Terms {
  readonly silent?: boolean | undefined;
  readonly scans?: boolean | undefined;
  /** It handles a batch of rows, found by keys. */
  readonly walks?: boolean | undefined;
  /** All it reads is as at one moment. */
  readonly snapshot?: boolean | undefined;
}

// Planned for a batch as if it were any number of rows, a join would read the whole table each time.
const byKeys = ["enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit"];

function settings({ silent, scans, walks, snapshot }: Terms): string[] {
  return [
    ...(snapshot ? ["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"] : []),
    `SET LOCAL lock_timeout = ${lockTimeoutMs}`,
    `SET LOCAL statement_timeout = ${scans ? 0 : statementTimeoutMs}`,
    ...(silent ? ["SET LOCAL session_replication_role = replica"] : []),
    ...(walks ? byKeys.map((name) => `SET LOCAL ${name} = off`) : []),
  ];
}

import { assertOwnSession, quoteIdentifier } from "@deepiri/database/without-client";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  DriverAdapterError,
  type IsolationLevel,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { CharacterColumns } from "./character-columns.js";
import { agreeOnTls, type SessionOptions, sessionConfig } from "./connection.js";
import { type Announcement, announcementIn, countsStep, finishRow } from "./history.js";
import { pinnedPool } from "./pinned-pool.js";
import { runScript, ScriptError } from "./run-script.js";
import { describeFailure, failureText, type StatementFailure } from "./statement-failure.js";

const schemaQuestion = "SELECT EXISTS(SELECT 1 FROM pg_namespace WHERE nspname = $1)";

/** How a session of the engine starts. */
export interface EngineSessionOptions extends SessionOptions {
  readonly schema: string;
  /** True on a scratch database: a script need not be atomic there. */
  readonly disposable?: boolean;
}

/** Where a session leaves its last failure; several sessions of one engine share it. */
export interface FailureRecord {
  last: StatementFailure | undefined;
}

/**
 * One session on PostgreSQL, as Prisma's engine wants it: @prisma/adapter-pg, except that scripts
 * run whole, a migration's history row is committed with its script, catalogue types are understood
 * and failures are kept.
 */
export class Session implements SqlDriverAdapter {
  readonly provider = "postgres";
  readonly adapterName = "@prisma/adapter-pg";
  readonly pool: pg.Pool;
  readonly #inner: SqlDriverAdapter;
  readonly #schema: string;
  readonly #disposable: boolean;
  readonly #failures: FailureRecord;
  readonly #characters = new CharacterColumns();
  #announced: Announcement | undefined;
  #finished: string | undefined;

  /** Prepares a session; it connects when it is first used. */
  static async open(options: EngineSessionOptions, failures: FailureRecord): Promise<Session> {
    const config = sessionConfig(options);
    await agreeOnTls(config);
    const pool = pinnedPool(config, async (client) => {
      await assertOwnSession(client, options.url);
      await client.query(historyPath(options.schema));
    });
    const prisma = new PrismaPg(pool, { schema: options.schema });
    return new Session(pool, await prisma.connect(), options, failures);
  }

  private constructor(
    pool: pg.Pool,
    inner: SqlDriverAdapter,
    { schema, disposable = false }: EngineSessionOptions,
    failures: FailureRecord,
  ) {
    this.pool = pool;
    this.#inner = inner;
    this.#schema = schema;
    this.#disposable = disposable;
    this.#failures = failures;
    this.#watch(pool);
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    if (this.#finished && countsStep(query, this.#finished)) return nothing;
    const result = await this.#inner.queryRaw(query);
    this.#characters.reveal(result);
    if (query.sql.startsWith(schemaQuestion)) this.#answerForSchema(result);
    this.#announced = announcementIn(query) ?? this.#announced;
    return result;
  }

  // The engine creates a missing history schema as soon as it connects, even to read. On a lasting
  // database that is for `prepareHistory` to do, so that looking leaves no trace.
  #answerForSchema({ rows: [answer] }: SqlResultSet): void {
    if (answer && !this.#disposable) answer[0] = true;
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    if (query.args.length > 0) return this.#inner.executeRaw(query);
    // What `db execute` runs and what a shadow database starts from comes this way.
    await this.#run(query.sql, undefined);
    return 0;
  }

  executeScript(script: string): Promise<void> {
    const announced = this.#announced;
    this.#announced = undefined;
    return this.#run(script, announced);
  }

  async #run(script: string, announced: Announcement | undefined): Promise<void> {
    const client = await this.pool.connect();
    try {
      const epilogue = announced && finishRow(this.#schema, announced.id);
      const { epilogueRan } = await runScript(client, script, {
        epilogue,
        disposable: this.#disposable,
      });
      if (epilogueRan) this.#finished = announced?.id;
    } catch (error) {
      const failure = error instanceof ScriptError ? error.failure : describeFailure(error);
      this.#failures.last = { ...failure, migration: announced?.migration };
      throw asAdapterError(failure);
    } finally {
      await client.query(historyPath(this.#schema)).catch(() => {}); // a lost session needs no path
      client.release();
    }
  }

  /** Lends the session itself to `body`, with the name of the history's schema. */
  async use<T>(body: (client: pg.PoolClient, schema: string) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      return await body(client, this.#schema);
    } finally {
      client.release();
    }
  }

  startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    return this.#inner.startTransaction(isolationLevel);
  }

  getConnectionInfo() {
    return { supportsRelationJoins: true, schemaName: this.#schema };
  }

  async dispose(): Promise<void> {
    if (!this.pool.ending) await this.pool.end();
  }

  #watch(pool: pg.Pool): void {
    const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
    pool.query = (async (...args: unknown[]) => {
      try {
        const result = await query(...args);
        this.#characters.disguise(result);
        return result;
      } catch (error) {
        this.#failures.last = describeFailure(error);
        throw error;
      }
    }) as typeof pool.query;
  }
}

// The engine's own queries name the history's table without its schema.
function historyPath(schema: string): string {
  return `SET search_path TO ${quoteIdentifier(schema)}`;
}

const nothing: SqlResultSet = { columnNames: [], columnTypes: [], rows: [] };

// Neither the stock mapping nor the true code: for the codes that the engine knows it puts a phrase
// of its own in place of PostgreSQL's message, detail and line.
function asAdapterError(failure: StatementFailure): DriverAdapterError {
  return new DriverAdapterError({
    kind: "postgres",
    code: "",
    severity: "ERROR",
    message: failureText(failure),
    detail: undefined,
    column: undefined,
    hint: undefined,
  });
}

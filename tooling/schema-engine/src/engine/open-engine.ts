import {
  bindMigrationAwareSqlAdapterFactory,
  type ErrorRegistry,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import type pg from "pg";
import { AdapterFactory } from "./adapter-factory.js";
import { prepareHistory } from "./history.js";
import { loadWasm } from "./load-wasm.js";
import { DatabaseNeededError, offlineAdapterFactory } from "./offline-adapter.js";
import type { StatementFailure } from "./statement-failure.js";

const methods = [
  "applyMigrations",
  "createMigration",
  "debugPanic",
  "dbExecute",
  "devDiagnostic",
  "diagnoseMigrationHistory",
  "diff",
  "evaluateDataLoss",
  "introspect",
  "markMigrationApplied",
  "markMigrationRolledBack",
  "version",
] as const;
const writingHistory: readonly string[] = [
  "applyMigrations",
  "markMigrationApplied",
  "markMigrationRolledBack",
];

type Method = (typeof methods)[number];

/**
 * Prisma's schema engine on one database and one history.
 *
 * Its calls are those of Prisma's engine; one at a time. A crash of the engine rejects the call with
 * EnginePanicError. Calls that write the history create it first; the others leave no trace of it.
 */
export interface Engine extends Pick<SchemaEngine, Method> {
  /** The statement that made the last call fail, if one did. */
  readonly lastFailure: StatementFailure | undefined;
  /** Runs a query on the engine's own session, whose transaction its calls are then part of. */
  query<Row>(sql: string, values?: unknown[]): Promise<{ readonly rows: Row[] }>;
  /** Ends the session and drops what scratch databases are left. */
  dispose(): Promise<void>;
}

/** What `openEngine` needs to know. */
export interface EngineOptions {
  /** A PostgreSQL URL. Without one, the engine only compares schema files. */
  readonly url?: string | undefined;
  /** The schema of the history table; it is the whole search_path while migrations run. */
  readonly historySchema: string;
  /** Prisma files as path and content, if the engine shall know them from the start. */
  readonly datamodels?: [path: string, content: string][] | undefined;
  /** True when the database itself is a scratch one, where scripts need not be atomic. */
  readonly disposable?: boolean;
}

/** Opens the engine on a session of its own; fails as `pg` does when there is no connection. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { url, historySchema, datamodels } = options;
  if (url === undefined) {
    const call = await start(offlineAdapterFactory(historySchema), datamodels);
    return asEngine(call, {
      lastFailure: () => undefined,
      query: () => Promise.reject(new DatabaseNeededError()),
      dispose: () => Promise.resolve(),
    });
  }
  const factory = new AdapterFactory({ ...options, url, schema: historySchema });
  try {
    const session = await factory.connect();
    await session.pool.query("SELECT"); // the engine would hide why there is no connection
    const call = await start(factory, datamodels);
    const recorded: Call = async (method, input) => {
      factory.failures.last = undefined;
      const writes = writingHistory.includes(method);
      if (writes) await session.use(prepareHistory);
      try {
        const result = await call(method, input);
        factory.failures.last = undefined; // of a query that the engine expected to fail
        return result;
      } finally {
        if (writes) await session.use(releaseLocks).catch(() => {}); // a lost session has none
      }
    };
    return asEngine(recorded, {
      lastFailure: () => factory.failures.last,
      query: (sql, values) => session.use<pg.QueryResult>((client) => client.query(sql, values)),
      dispose: () => factory.dispose(),
    });
  } catch (error) {
    await factory.dispose();
    throw error;
  }
}

// The engine takes its lock for each such call, and keeps it until the session ends.
async function releaseLocks(client: pg.ClientBase): Promise<void> {
  await client.query("SELECT pg_advisory_unlock_all()");
}

type Call = (method: Method, input: never) => Promise<unknown>;

async function start(
  factory: SqlMigrationAwareDriverAdapterFactory,
  datamodels: EngineOptions["datamodels"],
): Promise<Call> {
  const wasm = await loadWasm();
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  const guard = <T>(call: () => Promise<T>) =>
    wasm.guard(call).catch((error: unknown) => {
      throw ownError(error, bound.errorRegistry) ?? error;
    });
  const engine = await guard(() =>
    wasm.SchemaEngine.new(
      { datamodels: datamodels?.length ? datamodels : undefined }, // an empty list panics it
      () => {},
      bound,
    ),
  );
  return (method, input) => guard<unknown>(async () => engine[method](input));
}

/** The error of ours that went through the engine, where it is no more than a number. */
function ownError(error: unknown, registry: ErrorRegistry): unknown {
  const number = /External error id#(\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  return number === undefined ? undefined : registry.consumeError(Number(number))?.error;
}

interface Surroundings extends Pick<Engine, "query" | "dispose"> {
  lastFailure(): StatementFailure | undefined;
}

function asEngine(call: Call, { lastFailure, query, dispose }: Surroundings): Engine {
  const calls = methods.map((method) => [method, (input: never) => call(method, input)]);
  return {
    ...(Object.fromEntries(calls) as Pick<SchemaEngine, Method>),
    query,
    dispose,
    get lastFailure() {
      return lastFailure();
    },
  };
}

import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { AdapterFactory } from "./adapter-factory.js";
import { prepareHistory } from "./history.js";
import { loadWasm } from "./load-wasm.js";
import type { StatementFailure } from "./statement-failure.js";

const reading = [
  "createMigration",
  "dbExecute",
  "devDiagnostic",
  "diagnoseMigrationHistory",
  "diff",
  "ensureConnectionValidity",
  "evaluateDataLoss",
  "introspect",
  "version",
] as const;
const writingHistory = [
  "applyMigrations",
  "markMigrationApplied",
  "markMigrationRolledBack",
] as const;

type Method = (typeof reading)[number] | (typeof writingHistory)[number];

/**
 * Prisma's schema engine on one database and one history.
 *
 * Its calls are those of Prisma's engine; one at a time. A crash of the engine rejects the call with
 * EnginePanicError. Calls that write the history create it first; the others leave no trace of it.
 */
export interface Engine extends Pick<SchemaEngine, Method> {
  /** The statement that made the last call fail, if one did. */
  readonly lastFailure: StatementFailure | undefined;
  /** Ends the session and drops what scratch databases are left. */
  dispose(): Promise<void>;
}

/** What `openEngine` needs to know. */
export interface EngineOptions {
  /** A PostgreSQL URL. */
  readonly url: string;
  /** The schema of the history table; it is the whole search_path while migrations run. */
  readonly historySchema: string;
  /** Prisma files as path and content, if the engine shall know them from the start. */
  readonly datamodels?: [path: string, content: string][] | undefined;
}

/** Opens the engine on a session of its own; fails as `pg` does when there is no connection. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const factory = new AdapterFactory(options.url, options.historySchema);
  try {
    const session = await factory.connect();
    await session.pool.query("SELECT"); // the engine would hide why there is no connection
    const wasm = await loadWasm();
    const bound = bindMigrationAwareSqlAdapterFactory(factory);
    // An empty list panics the engine.
    const datamodels = options.datamodels?.length ? options.datamodels : undefined;
    const inner = await wasm.guard(() => wasm.SchemaEngine.new({ datamodels }, () => {}, bound));
    const call = (method: Method) => async (input: never) => {
      factory.failures.last = undefined;
      if (writingHistory.includes(method as never)) {
        const client = await session.pool.connect();
        await prepareHistory(client, options.historySchema).finally(() => client.release());
      }
      const result = await wasm.guard(() => inner[method](input) as Promise<unknown>);
      factory.failures.last = undefined;
      return result;
    };
    const calls = [...reading, ...writingHistory].map((method) => [method, call(method)]);
    return Object.defineProperty(
      { ...Object.fromEntries(calls), dispose: () => factory.dispose() },
      "lastFailure",
      { get: () => factory.failures.last, enumerable: true },
    );
  } catch (error) {
    await factory.dispose();
    throw error;
  }
}

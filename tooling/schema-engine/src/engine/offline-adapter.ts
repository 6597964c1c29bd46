import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
} from "@prisma/driver-adapter-utils";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import { SchemaEngineError } from "./errors.js";

/** The engine was opened without a database, and was asked for something that needs one. */
export class DatabaseNeededError extends SchemaEngineError {
  constructor() {
    super("This command needs a database: run `pnpm db:up` to start one, or set DATABASE_URL.");
  }
}

// What the engine asks any server when it starts: the schema is there, and it is the oldest version
// that is supported.
const greeting: SqlResultSet = {
  columnNames: ["exists", "version", "numeric_version"],
  columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
  rows: [[true, "PostgreSQL 15.0", 150000]],
};

/** Stands in for a server, for what only compares schema files. */
export function offlineAdapterFactory(schemaName: string): SqlMigrationAwareDriverAdapterFactory {
  const refuse = () => Promise.reject(new DatabaseNeededError());
  const adapter: SqlDriverAdapter = {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    queryRaw: ({ sql }: SqlQuery) =>
      sql.includes("numeric_version") ? Promise.resolve(greeting) : refuse(),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    getConnectionInfo: () => ({ schemaName, supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
  };
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => Promise.resolve(adapter),
    connectToShadowDb: refuse,
  };
}

import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from "@prisma/driver-adapter-utils";
import {
  contextSettings,
  currentContext,
  type RequestContext,
} from "../context/request-context.js";
import { mayWrite } from "./operation-scope.js";

/**
 * The driver adapter with the request context in every transaction: right after it began, also those
 * that Prisma opens for nested writes; and around a single write, which gets one of its own.
 */
export function withRequestContext(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => contextAdapter(await factory.connect()),
  };
}

function contextAdapter(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const startTransaction = async (isolation?: IsolationLevel) => {
    const context = currentContext();
    const transaction = await adapter.startTransaction(isolation);
    if (context !== undefined) await applied(transaction, context);
    return transaction;
  };
  const alone = async <T>(statement: (queryable: SqlDriverAdapter | Transaction) => Promise<T>) => {
    if (currentContext() === undefined || !mayWrite()) return statement(adapter);
    return committed(await startTransaction(), statement);
  };
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: (query) => alone((queryable) => queryable.queryRaw(query)),
    executeRaw: (query) => alone((queryable) => queryable.executeRaw(query)),
    executeScript: (script) => adapter.executeScript(script),
    startTransaction,
    getConnectionInfo: () => adapter.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose: () => adapter.dispose(),
  };
}

async function applied(transaction: Transaction, context: RequestContext): Promise<void> {
  try {
    // Local to the transaction: the next user of the pooled connection finds nothing.
    await transaction.executeRaw(setConfig(contextSettings(context)));
  } catch (error) {
    await abandon(transaction);
    throw error;
  }
}

async function committed<T>(
  transaction: Transaction,
  statement: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  let result: T;
  try {
    result = await statement(transaction);
    await transaction.executeRaw(sql("COMMIT"));
  } catch (error) {
    await abandon(transaction);
    throw error;
  }
  await transaction.commit();
  return result;
}

async function abandon(transaction: Transaction): Promise<void> {
  // When the connection is gone there is nothing left to roll back, and the first error counts.
  await transaction.executeRaw(sql("ROLLBACK")).catch(() => {});
  await transaction.rollback();
}

function setConfig(settings: readonly [name: string, value: string][]): SqlQuery {
  const calls = settings.map(
    (_, index) => `pg_catalog.set_config($${2 * index + 1}, $${2 * index + 2}, true)`,
  );
  return sql(`SELECT ${calls.join(", ")}`, settings.flat());
}

function sql(text: string, args: string[] = []): SqlQuery {
  return { sql: text, args, argTypes: args.map(() => ({ scalarType: "string", arity: "scalar" })) };
}

import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { ClientClosed } from "../error/violations.js";
import { actingRole } from "./acting-role.js";
import {
  type ClientOptions,
  type ClientPackage,
  placedPackage,
  transactionSettings,
} from "./client-options.js";
import { connectionFor } from "./connection-for.js";
import { withRequestContext } from "./context-adapter.js";
import { ContextTurns } from "./context-turns.js";
import { explainClientError } from "./explain-client-error.js";
import { guardedPool } from "./guarded-pool.js";
import { rememberOpen } from "./open-clients.js";
import { aroundOperations, type Operation, type PrismaRuntime } from "./prisma-runtime.js";
import { retryConflicts } from "./retry.js";
import type { ServiceClient, TransactionOptions } from "./service-client.js";
import { traceOperations } from "./trace-operations.js";
import { WorkUnderWay } from "./work-under-way.js";

/** The class that Prisma generates for a package. */
export type GeneratedClient<Client> = new (options: { adapter: SqlDriverAdapterFactory }) => Client;

/** The longest that a timer of Node can run. */
const longestWaitMs = 2 ** 31 - 1;

const wholeTransaction: Operation = { name: "transaction" };

/** Set while an array of operations runs as one transaction, of which none can be repeated alone. */
const batch = new AsyncLocalStorage<boolean>();

/**
 * The client of a table package: the generated class on a pool that all clients of the process with
 * the same settings share, acting as the package's role. Connects with the first query, not before.
 *
 * Throws NoDatabaseError or InvalidDatabaseUrl when no URL is given or found.
 *
 * @param of the package; a key alone is that of a package of the default database
 */
export function createServiceClient<Client extends object>(
  of: string | ClientPackage,
  generatedClient: GeneratedClient<Client>,
  options: ClientOptions = {},
): ServiceClient<Client> {
  const placed = placedPackage(of, options);
  const { pool, url, isCallers, release } = connectionFor(placed, options);
  const role = actingRole(placed, options);
  const settings = transactionSettings(url, options);
  const { hasTenants, hasActors } = placed;
  const acting = guardedPool(pool, { role, hasTenants, hasActors, url, isCallers });
  const adapter = withRequestContext(new PrismaPg(acting));
  const prisma = new generatedClient({ adapter }) as unknown as PrismaRuntime;
  const traced = traceOperations(placed, url);
  const underWay = new WorkUnderWay();
  let closed: Promise<void> | undefined;

  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw await explainClientError(error, pool, url);
    }
  };
  const repeated = async <T>(
    operation: Operation,
    maxRetries: number,
    work: () => Promise<T>,
  ): Promise<T> => {
    if (closed) throw new ClientClosed(`The ${placed.key} client is closed; create a new one.`);
    return underWay.track(() =>
      traced(operation, () => retryConflicts(maxRetries, () => explained(work))),
    );
  };

  const once = (work: () => Promise<unknown>, operation: Operation) =>
    traced(operation, () => explained(work));
  const sending = { turns: new ContextTurns(), isInArray: () => batch.getStore() === true };
  const inTransaction = aroundOperations(prisma, sending, once);
  const outside = aroundOperations(prisma, sending, (work, operation) =>
    sending.isInArray() ? once(work, operation) : repeated(operation, settings.maxRetries, work),
  );

  const transaction = (work: unknown, chosen: TransactionOptions = {}) =>
    repeated(wholeTransaction, chosen.maxRetries ?? settings.maxRetries, () =>
      inTransaction.$transaction(work, {
        isolationLevel: chosen.isolationLevel,
        timeout: chosen.timeoutMs ?? settings.transactionTimeoutMs,
        // Later than the pool's own limit, whose error says more.
        maxWait: settings.connectTimeoutMs > 0 ? settings.connectTimeoutMs + 1000 : longestWaitMs,
      }),
    );
  const operations = (list: unknown, chosen?: object) =>
    batch.run(true, () => repeated(wholeTransaction, 0, () => outside.$transaction(list, chosen)));

  const close = () => {
    closed ??= (async () => {
      memory.forget();
      await underWay.settled();
      await prisma.$disconnect();
      await release();
    })();
    return closed;
  };
  const memory = rememberOpen(close);

  return overlaid(outside, {
    transaction,
    close,
    $disconnect: close,
    $transaction: (work: unknown, chosen?: { isolationLevel?: never; timeout?: number }) =>
      typeof work === "function"
        ? transaction(work, { ...chosen, ...(chosen?.timeout && { timeoutMs: chosen.timeout }) })
        : operations(work, chosen),
  }) as unknown as ServiceClient<Client>;
}

function overlaid(client: PrismaRuntime, methods: Readonly<Record<string, unknown>>): object {
  return new Proxy(client, {
    get: (target, key) =>
      typeof key === "string" && Object.hasOwn(methods, key)
        ? methods[key]
        : Reflect.get(target, key),
  });
}

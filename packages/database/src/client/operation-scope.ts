import { AsyncLocalStorage } from "node:async_hooks";

const scope = new AsyncLocalStorage<"read" | "write">();

/** Prisma's operations that cannot change a row; raw SQL is not among them, since it may. */
const reads = new Set([
  "findUnique",
  "findUniqueOrThrow",
  "findFirst",
  "findFirstOrThrow",
  "findMany",
  "count",
  "aggregate",
  "groupBy",
]);

/** Runs a client operation so that the adapter below knows whether it may write. */
export function inOperation<T>(operation: string, work: () => Promise<T>): Promise<T> {
  // Prisma's promises start when awaited, so the first await has to happen inside.
  return scope.run(reads.has(operation) ? "read" : "write", async () => await work());
}

/** False only within an operation that is known to read. */
export function mayWrite(): boolean {
  return scope.getStore() !== "read";
}

import { inOperation } from "./operation-scope.js";

/** The part of every generated client that does not depend on its models. */
export interface PrismaRuntime {
  $extends(extension: { query: { $allOperations: AroundOperation } }): PrismaRuntime;
  $transaction(work: unknown, options?: object): Promise<unknown>;
  $disconnect(): Promise<void>;
}

type AroundOperation = (call: {
  readonly operation: string;
  readonly args: unknown;
  query(args: unknown): Promise<unknown>;
}) => Promise<unknown>;

/** The client with `around` wrapped about each of its operations, raw SQL included. */
export function aroundOperations(
  client: PrismaRuntime,
  around: (work: () => Promise<unknown>) => Promise<unknown>,
): PrismaRuntime {
  return client.$extends({
    query: {
      $allOperations: ({ operation, args, query }) =>
        around(() => inOperation(operation, () => query(args))),
    },
  });
}

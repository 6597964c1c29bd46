import type { ContextTurns } from "./context-turns.js";
import { inOperation } from "./operation-scope.js";

/** The part of every generated client that does not depend on its models. */
export interface PrismaRuntime {
  $extends(extension: { query: { $allOperations: AroundOperation } }): PrismaRuntime;
  $transaction(work: unknown, options?: object): Promise<unknown>;
  $disconnect(): Promise<void>;
}

/** What is called, such as `findMany` of the model `Person`. */
export interface Operation {
  readonly name: string;
  /** None for raw SQL and for transactions. */
  readonly model?: string | undefined;
}

type AroundOperation = (call: {
  readonly model?: string | undefined;
  readonly operation: string;
  readonly args: unknown;
  query(args: unknown): Promise<unknown>;
}) => Promise<unknown>;

/** Operations that Prisma joins with others of their kind, outside of an array too. */
const joined = new Set(["findUnique", "findUniqueOrThrow"]);

/** The client with `around` wrapped about each of its operations, raw SQL included. */
export function aroundOperations(
  client: PrismaRuntime,
  { turns, isInArray }: { readonly turns: ContextTurns; isInArray(): boolean },
  around: (work: () => Promise<unknown>, operation: Operation) => Promise<unknown>,
): PrismaRuntime {
  return client.$extends({
    query: {
      $allOperations: ({ model, operation: name, args, query }) =>
        around(
          async () => {
            if (joined.has(name) || isInArray()) await turns.take();
            return await inOperation(name, () => query(args));
          },
          { model, name },
        ),
    },
  });
}

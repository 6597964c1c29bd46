import type { ITXClientDenyList } from "@prisma/client/runtime/client";

/** How one transaction runs. */
export interface TransactionOptions {
  /** PostgreSQL's default, READ COMMITTED, if left out. */
  readonly isolationLevel?: "ReadUncommitted" | "ReadCommitted" | "RepeatableRead" | "Serializable";
  /** Repetitions after a serialization failure or deadlock; the client's `maxRetries`. */
  readonly maxRetries?: number;
  /** Milliseconds for one attempt; the client's `transactionTimeoutMs`. */
  readonly timeoutMs?: number;
}

/** What the generated client offers within a transaction: its models and raw SQL. */
export type TransactionClient<Client> = Omit<Client, ITXClientDenyList>;

/** What a service client offers beside the generated client's models and raw SQL. */
export interface ServiceMethods<Client> {
  /**
   * Runs `work` in one transaction, which is rolled back when it throws. After a serialization failure
   * or deadlock all of `work` is repeated, so it should do nothing but database work through `tx`.
   * Carries the request context in which it was called.
   */
  transaction<Result>(
    work: (tx: TransactionClient<Client>) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  /** Waits for what is under way and gives the connections back. May be called twice. */
  close(): Promise<void>;
}

/**
 * A generated Prisma client on a shared pool: its errors are DatabaseErrors, conflicts are repeated,
 * writes carry the request context.
 */
export type ServiceClient<Client> = TransactionClient<Client> & ServiceMethods<Client>;

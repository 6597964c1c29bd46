import type pg from "pg";
import type { DatabaseError } from "../error/database-error.js";
import { TransactionTimeout } from "../error/violations.js";
import { explainNoConnection, explainStatementFailure } from "../failure/explain-failure.js";
import { StatementFailure } from "./statement-failure.js";

/** Prisma's code for a transaction that was not there any more. */
const transactionApiError = "P2028";

/**
 * What a Prisma client threw as the DatabaseError it stands for. Errors that the database has no part
 * in (a missing record, a wrong argument, the caller's own) come back unchanged.
 */
export async function explainClientError(
  error: unknown,
  pool: pg.Pool,
  url: string,
): Promise<unknown> {
  const failure = statementFailure(error);
  if (failure === undefined) return isTransactionTimeout(error) ? timedOut(error) : error;
  const origin = { pool, url, sql: failure.sql };
  return failure.place === "connecting"
    ? explainNoConnection(failure.failure, origin)
    : explainStatementFailure(failure.failure, origin);
}

/** Prisma hands on the adapter's error bare or in the `meta` of its own. */
function statementFailure(error: unknown): StatementFailure | undefined {
  const { meta } = (error ?? {}) as { meta?: { driverAdapterError?: unknown } };
  return [error, meta?.driverAdapterError].find((found) => found instanceof StatementFailure);
}

function isTransactionTimeout(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === transactionApiError;
}

function timedOut(cause: unknown): DatabaseError {
  return new TransactionTimeout(
    "The transaction was over before its work was: it took longer than transactionTimeoutMs, or was used after its end. Nothing of it remains.",
    { cause },
  );
}

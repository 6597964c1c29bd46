import { ServerReadOnly } from "../connection/connection-error.js";
import { explainConnectionFailure } from "../connection/explain-connection-failure.js";
import { DatabaseError } from "../error/database-error.js";
import {
  ConnectionLost,
  LockTimeout,
  PermissionDenied,
  PoolExhausted,
  StatementTimeout,
  WriteConflict,
} from "../error/violations.js";
import { quoteTable } from "../sql/quote-identifier.js";
import { sqlState } from "../sql/sqlstate.js";
import { explainViolation } from "./explain-violation.js";
import type { FailureOrigin } from "./failure-origin.js";
import type { ServerFailure } from "./server-failure.js";
import { type StatementTarget, statementTarget } from "./statement-target.js";
import { mayQuoteSecret, withoutValues } from "./without-values.js";

const lostCodes = new Set<string>([
  sqlState.adminShutdown,
  sqlState.crashShutdown,
  sqlState.databaseDropped,
  sqlState.idleInTransactionSessionTimeout,
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);

/** The failure to get a connection, as a DatabaseError: no free one, or none to be made at all. */
export function explainNoConnection(failure: unknown, { pool, url }: FailureOrigin): DatabaseError {
  // pg-pool says the same words for a silent server and for a pool whose connections are all in use.
  const busy = pool.totalCount >= pool.options.max && pool.idleCount === 0;
  if (busy && isPoolTimeout(failure)) {
    return new PoolExhausted(
      `No database connection came free in ${pool.options.connectionTimeoutMillis} ms: all ${pool.options.max} of the pool are in use. Raise poolSize, or shorten the transactions.`,
      { cause: failure },
    );
  }
  return explainConnectionFailure(failure, url);
}

/** The failure of a statement, as a DatabaseError that says what it means. */
export async function explainStatementFailure(
  failure: unknown,
  origin: FailureOrigin,
): Promise<DatabaseError> {
  const server = (failure ?? {}) as ServerFailure;
  const target = statementTarget(origin.sql);
  const violation = await explainViolation(server, origin, target);
  return violation ?? explainOther(server, origin, target);
}

function explainOther(
  server: ServerFailure,
  origin: FailureOrigin,
  target: StatementTarget | undefined,
): DatabaseError {
  const where = target ? ` on ${quoteTable(target.schema, target.table)}` : "";
  const cause = withoutValues(server, origin.sql);
  const details = {
    schema: target?.schema,
    table: target?.table,
    sqlstate: stateOf(server),
    cause,
  };
  switch (server.code) {
    case sqlState.serializationFailure:
    case sqlState.deadlockDetected:
      return new WriteConflict(
        `The transaction${where} conflicted with another at the same time and was rolled back; repeat it as a whole.`,
        details,
      );
    case sqlState.queryCanceled:
      return new StatementTimeout(
        `The statement${where} was stopped: it ran longer than statementTimeoutMs allows, or was cancelled.`,
        details,
      );
    case sqlState.lockNotAvailable:
      return new LockTimeout(
        `The statement${where} gave up waiting for a lock that another transaction holds (lockTimeoutMs).`,
        details,
      );
    case sqlState.insufficientPrivilege:
      return new PermissionDenied(
        `The database role of this client may not do this${where}: ${server.message}.`,
        details,
      );
    case sqlState.readOnlySqlTransaction:
      return new ServerReadOnly(
        `The database takes no writes (${server.message}). Point DATABASE_URL at the primary, or set default_transaction_read_only off.`,
        details,
      );
  }
  if (isLost(server)) {
    return new ConnectionLost(
      `The connection broke during a statement${where}; whether it took effect is unknown.`,
      details,
    );
  }
  const said = mayQuoteSecret(server, origin.sql) ? `SQLSTATE ${server.code}` : server.message;
  return new DatabaseError(`The database refused the statement${where}: ${said}.`, details);
}

function isPoolTimeout(failure: unknown): boolean {
  return (
    failure instanceof Error && /timeout exceeded when trying to connect/.test(failure.message)
  );
}

function isLost({ code, message }: ServerFailure): boolean {
  if (code !== undefined) return lostCodes.has(code) || code.startsWith("08");
  return /connection terminated|not queryable|closed/i.test(message ?? "");
}

function stateOf({ code }: ServerFailure): string | undefined {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

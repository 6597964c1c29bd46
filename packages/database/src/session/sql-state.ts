import { ConnectionError } from "../connection/connection-error.js";
import { sqlState } from "../sql/sqlstate.js";

/** The SQLSTATE of a failure, or undefined when the server did not answer. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

const lockConflicts: readonly unknown[] = [
  sqlState.lockNotAvailable,
  sqlState.deadlockDetected,
  sqlState.serializationFailure,
];

/** Whether the statement failed because of another session's lock only, so that it is worth trying again. */
export function isLockConflict(error: unknown): boolean {
  return lockConflicts.includes(codeOf(error));
}

// Classes 53 and 58: room on disk, memory, connections, files of the server.
const serverFailures = /^(53|58|25006$|57014$)/;

/** Whether the server could not do it just now, whatever the statement was. */
export function isServerFailure(error: unknown): boolean {
  return serverFailures.test(codeOf(error) ?? "");
}

const violations: readonly unknown[] = [
  sqlState.notNullViolation,
  sqlState.foreignKeyViolation,
  sqlState.uniqueViolation,
  sqlState.checkViolation,
];

/** Whether rows that violate the constraint were found. */
export function isConstraintViolation(error: unknown): boolean {
  return violations.includes(codeOf(error));
}

const connectionLosses: readonly unknown[] = [
  sqlState.adminShutdown,
  sqlState.crashShutdown,
  sqlState.cannotConnectNow,
  sqlState.idleInTransactionSessionTimeout,
];

/** Whether the connection is gone, so that it is not known what became of the last statement. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return isConnectionFailure(error);
  return connectionLosses.includes(code) || code.startsWith("08");
}

// pg gives its own failures neither a code nor a class: what it says when a client was ended, or its
// socket closed while it waited, can only be recognised by its text.
function isConnectionFailure(error: unknown): boolean {
  const { code, message = "" } = error as { code?: string; message?: string };
  return (
    error instanceof ConnectionError ||
    ["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"].includes(code ?? "") ||
    /^Connection terminated|not queryable|Client was closed/.test(message)
  );
}

/** Whether something cannot be dropped because an object depends on it. */
export function isDependencyError(error: unknown): boolean {
  return codeOf(error) === sqlState.dependentObjectsStillExist;
}

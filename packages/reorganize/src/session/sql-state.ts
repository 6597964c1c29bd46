import { ConnectionError, sqlState } from "@deepiri/database";

/** The SQLSTATE of a failure, or undefined when the server did not answer. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

const waited: readonly unknown[] = [
  sqlState.lockNotAvailable,
  sqlState.deadlockDetected,
  sqlState.serializationFailure,
];

/** Whether the statement only met somebody else's lock, so that it is worth trying again. */
export function isLockConflict(error: unknown): boolean {
  return waited.includes(codeOf(error));
}

const violated: readonly unknown[] = [
  sqlState.notNullViolation,
  sqlState.foreignKeyViolation,
  sqlState.uniqueViolation,
  sqlState.checkViolation,
];

/** Whether rows that break the rule were found. */
export function isConstraintViolation(error: unknown): boolean {
  return violated.includes(codeOf(error));
}

const gone: readonly unknown[] = [
  sqlState.adminShutdown,
  sqlState.crashShutdown,
  sqlState.cannotConnectNow,
  sqlState.idleInTransactionSessionTimeout,
];

/** Whether the connection is gone, so that nobody knows what became of the last statement. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return isConnectionFailure(error);
  return gone.includes(code) || code.startsWith("08");
}

function isConnectionFailure(error: unknown): boolean {
  const { code, message = "" } = error as { code?: string; message?: string };
  return (
    error instanceof ConnectionError ||
    ["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"].includes(code ?? "") ||
    /^Connection terminated|not queryable|Client was closed/.test(message)
  );
}

/** Whether something cannot be dropped because somebody's object depends on it. */
export function isDependencyError(error: unknown): boolean {
  return codeOf(error) === sqlState.dependentObjectsStillExist;
}

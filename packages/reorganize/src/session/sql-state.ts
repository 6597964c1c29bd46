import { ConnectionError, sqlState as shared } from "@deepiri/database";

/** SQLSTATEs that the reorganization acts on, by PostgreSQL's names (appendix A of its manual). */
export const sqlState = {
  ...shared,
  duplicateTable: "42P07",
  undefinedTable: "42P01",
  undefinedColumn: "42703",
  undefinedObject: "42704",
} as const;

/** The SQLSTATE of a failure, or undefined when the server did not answer. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

const waited: readonly unknown[] = [
  shared.lockNotAvailable,
  shared.deadlockDetected,
  shared.serializationFailure,
];

/** Whether the statement only met somebody else's lock, so that it is worth trying again. */
export function metALock(error: unknown): boolean {
  return waited.includes(codeOf(error));
}

const violated: readonly unknown[] = [
  shared.notNullViolation,
  shared.foreignKeyViolation,
  shared.uniqueViolation,
  shared.checkViolation,
];

/** Whether rows that break the rule were found. */
export function metABrokenRow(error: unknown): boolean {
  return violated.includes(codeOf(error));
}

const gone: readonly unknown[] = [
  shared.adminShutdown,
  shared.crashShutdown,
  shared.cannotConnectNow,
  shared.idleInTransactionSessionTimeout,
];

/** Whether the connection is gone, so that nobody knows what became of the last statement. */
export function lostConnection(error: unknown): boolean {
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

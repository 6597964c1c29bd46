import { sqlState } from "@deepiri/database/without-client";
import { StatementRefused } from "./errors.js";

interface ServerFailure extends Error {
  readonly code?: string;
}

/** A failure of the server in the course of a command, as one of ours; any other as it is. */
export function explainServerFailure(error: unknown, afterwards: string): unknown {
  const { code, message } = error as ServerFailure;
  if (code === sqlState.lockNotAvailable)
    return new StatementRefused(
      `Another session holds a lock on a table for more than 10 s, such as a migration. ${afterwards} Try again once it has ended.`,
      { cause: error },
    );
  if (/^[0-9A-Z]{5}$/.test(code ?? ""))
    return new StatementRefused(`PostgreSQL says: ${message} (SQLSTATE ${code}). ${afterwards}`, {
      cause: error,
    });
  if (message === "Connection terminated unexpectedly")
    return new StatementRefused(`The server ended the connection. ${afterwards}`, { cause: error });
  return error;
}

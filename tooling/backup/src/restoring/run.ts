import type pg from "pg";
import { StatementRefused } from "../errors.js";

interface ServerFailure extends Error {
  readonly code?: string;
  readonly hint?: string;
}

/**
 * Runs a statement of a restore.
 *
 * @throws StatementRefused with its beginning and what PostgreSQL says of it
 */
export async function run(client: pg.Client, sql: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    throw refused(sql, error as ServerFailure);
  }
}

/** What PostgreSQL says to the statement, without any value. */
export function refused(sql: string, error: ServerFailure): unknown {
  if (error.code === undefined) return error;
  const [start = ""] = sql.trim().split("\n");
  const shown = start.length > 120 ? `${start.slice(0, 117)}...` : start;
  return new StatementRefused(
    `PostgreSQL refused "${shown}": ${error.message} (SQLSTATE ${error.code})${nextStep(error)} The database is as it was.`,
    { cause: error },
  );
}

function nextStep({ code, hint }: ServerFailure): string {
  if (code === "42501")
    return ". Restore with the login that owns the database, a member of the roles that own the tables, or a superuser.";
  if (code === "53200")
    return ". So many objects in one transaction need a higher max_locks_per_transaction on the server.";
  if (code === "0A000" || code === "58P01")
    return ". If an extension is meant, its files have to be installed on the server.";
  return hint ? `. ${hint}` : ".";
}

import { sqlState } from "@deepiri/database";
import { LockedTablesError } from "../errors.js";
import type { Reader } from "./reader.js";

/**
 * What a failure to read the catalogue is to be told as. PostgreSQL does not print the rules of a table that
 * somebody has locked for himself; the error names that one and who.
 */
export async function explainLock(reader: Reader, error: unknown): Promise<unknown> {
  if ((error as { code?: string }).code !== sqlState.lockNotAvailable) return error;
  await reader.query("ROLLBACK");
  const holders = await reader.query<{ table: string; pid: number; application: string }>(
    `SELECT relation::pg_catalog.regclass::text AS table, pid, application_name AS application
       FROM pg_catalog.pg_locks JOIN pg_catalog.pg_stat_activity USING (pid)
      WHERE mode = 'AccessExclusiveLock' AND granted AND locktype = 'relation'
        AND pg_locks.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        AND relation >= 16384
      ORDER BY 1`,
  );
  return new LockedTablesError(holders, { cause: error });
}

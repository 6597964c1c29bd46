import {
  lockTimeoutMs,
  type OnWaiting,
  outpaceAutovacuum,
  patiently,
} from "@deepiri/database/session";
import type { Database } from "@deepiri/workspace";
import type pg from "pg";
import { LockWaitError } from "../apply/errors.js";
import { defaultLockWaitMs } from "../lock/lock-wait.js";
import { migrationApplicationName } from "../lock/migration-lock.js";
import { applyGrants, type GrantOutcome } from "./apply-grants.js";

/** How long to wait for locks, and what to tell meanwhile. */
export interface GrantPatience {
  /** Of the same database, for a look who is in the way. */
  readonly url: string;
  readonly lockWaitMs?: number;
  readonly onBlocked?: OnWaiting;
}

/**
 * As `applyGrants`, but each statement gives up early where it meets a lock, with no client behind it, and
 * is tried again. A new owner takes a table's strongest lock.
 *
 * @throws LockWaitError
 */
export async function applyGrantsPatiently(
  client: pg.ClientBase,
  database: Database,
  { url, lockWaitMs = defaultLockWaitMs, onBlocked = () => {} }: GrantPatience,
): Promise<GrantOutcome> {
  await client.query(outpaceAutovacuum);
  const { rows } = await client.query(
    `SELECT pg_catalog.set_config('lock_timeout', '${lockTimeoutMs}', false), pg_catalog.pg_backend_pid() AS pid`,
  );
  return patiently(
    {
      connect: async () => client,
      watch: () => ({
        url,
        applicationName: migrationApplicationName,
        pid: rows[0].pid,
        tell: onBlocked,
        everyMs: 2_000,
      }),
      isOver: (_attempts, waitedMs) => waitedMs >= lockWaitMs,
      refusal: (given) =>
        new LockWaitError("giving tables their owner and rights", "Nothing is half done", given),
    },
    () => applyGrants(client, database),
  );
}

import type { Session } from "./session.js";

/** The session that holds the lock of a reorganization. */
export interface Reorganizer {
  readonly pid: number;
  /** When it connected, as ISO 8601 in UTC. */
  readonly since: string;
}

/** Another session of ours that works on this database just now, if there is one. */
export async function readReorganizer(session: Session): Promise<Reorganizer | null> {
  const [row] = await session.query<{ pid: number; since: Date }>(
    `SELECT pid, backend_start AS since FROM pg_catalog.pg_stat_activity AS activity
      WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()
        AND application_name = pg_catalog.current_setting('application_name')
        AND EXISTS (SELECT FROM pg_catalog.pg_locks AS lock
                     WHERE lock.pid = activity.pid AND locktype = 'advisory' AND granted)
      ORDER BY backend_start LIMIT 1`,
  );
  return row ? { pid: row.pid, since: row.since.toISOString() } : null;
}

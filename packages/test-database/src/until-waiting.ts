import type { TestDatabase } from "./use-test-database.js";

/** Returns once a connection to the database waits for a lock that another holds. */
export async function untilSomeoneWaits(db: TestDatabase): Promise<void> {
  const sql = `SELECT FROM pg_catalog.pg_stat_activity
               WHERE datname = pg_catalog.current_database() AND wait_event_type = 'Lock'`;
  while ((await db.query(sql)).length === 0) await new Promise((done) => setTimeout(done, 5));
}

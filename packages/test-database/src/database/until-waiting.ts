import type { TestDatabase } from "./use-test-database.js";

/** Returns once a connection to the database waits for a lock that another holds. */
export async function untilSomeoneWaits(db: TestDatabase): Promise<void> {
  const sql = `SELECT FROM pg_catalog.pg_stat_activity
               WHERE datname = pg_catalog.current_database() AND wait_event_type = 'Lock'`;
  // Others do not see what a connection of another user is doing.
  while ((await db.owner.query(sql)).rowCount === 0)
    await new Promise((done) => setTimeout(done, 5));
}

import type pg from "pg";
import { quoteIdentifier, quoteTable } from "../sql/quote-identifier.js";

/** How long one attempt waits for a lock; what queues behind it waits no longer than that. */
export const lockTimeoutMs = 60;

/**
 * Makes an automatic vacuum give way to a session that waits for its table, where the login may set that:
 * PostgreSQL ends it after `deadlock_timeout`, a second, which is longer than any of our attempts.
 */
export const outpaceAutovacuum = `SELECT pg_catalog.set_config('deadlock_timeout', '${lockTimeoutMs / 2}ms', false)
   WHERE pg_catalog.has_parameter_privilege('deadlock_timeout', 'SET')`;

/** A table, and whose it is. */
export interface OwnedTable {
  readonly schema: string;
  readonly name: string;
  readonly owner: string;
}

/** The tables whose locks a server process waits for just now. */
export async function readAwaited(client: pg.ClientBase, waiting: number): Promise<OwnedTable[]> {
  const { rows } = await client.query<OwnedTable>(
    `SELECT namespace.nspname AS schema, class.relname AS name, pg_catalog.pg_get_userbyid(class.relowner) AS owner
       FROM pg_catalog.pg_locks AS lock
       JOIN pg_catalog.pg_class AS class ON class.oid = lock.relation
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
      WHERE lock.pid = $1 AND NOT lock.granted AND class.relkind IN ('r', 'p')`,
    [waiting],
  );
  return rows;
}

/**
 * The same as `outpaceAutovacuum` where the login may not set that: waits a second for the table in a mode
 * that keeps out no reader and no writer, only vacuums and other changes of the table.
 */
export async function outwaitAutovacuum(
  client: pg.ClientBase,
  { schema, name, owner }: OwnedTable,
): Promise<void> {
  // Whether the login may, and whether it was a vacuum at all, shows in the next attempt.
  await client
    .query(
      `BEGIN; SET LOCAL ROLE ${quoteIdentifier(owner)}; SET LOCAL lock_timeout = '1500ms';
       LOCK TABLE ONLY ${quoteTable(schema, name)} IN SHARE UPDATE EXCLUSIVE MODE`,
    )
    .catch(() => {});
  await client.query("ROLLBACK");
}

import type { SqlQuery } from "@prisma/driver-adapter-utils";
import pg from "pg";

// One number for every history, beside the platform's migration lock (1684366704, 1).
const lock = "1684366704, 2";

/** The quoted name of a package's history table. */
export function historyTable(schema: string): string {
  return `${pg.escapeIdentifier(schema)}."_prisma_migrations"`;
}

/**
 * Makes the schema and table of a history if they are missing; any number may try at once.
 *
 * Done before the engine looks, since it would refuse a database that holds other packages' tables
 * but no history (P3005), and two first runs would collide.
 */
export async function prepareHistory(client: pg.ClientBase, schema: string): Promise<void> {
  const table = historyTable(schema);
  const { rows } = await client.query("SELECT to_regclass($1) IS NOT NULL AS exists", [table]);
  if (rows[0].exists) return;
  await client.query(`
    SELECT pg_advisory_xact_lock(${lock});
    CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)};
    CREATE TABLE IF NOT EXISTS ${table} (
      id varchar(36) PRIMARY KEY NOT NULL,
      checksum varchar(64) NOT NULL,
      finished_at timestamptz,
      migration_name varchar(255) NOT NULL,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz NOT NULL DEFAULT now(),
      applied_steps_count integer NOT NULL DEFAULT 0
    );`);
}

/** The row with which the engine announces a migration that it is about to run. */
export interface Announcement {
  readonly id: string;
  readonly migration: string;
}

/** The announcement that a query makes, if it makes one. */
export function announcementIn({ sql, args }: SqlQuery): Announcement | undefined {
  if (!sql.startsWith('INSERT INTO "_prisma_migrations" ("id",')) return undefined;
  if (sql.includes('"finished_at"')) return undefined; // marked as applied, without its script
  return { id: String(args[0]), migration: String(args.at(-1)) };
}

/** Whether a query is the engine's own count of the step it ran for row `id`. */
export function countsStep(query: SqlQuery, id: string): boolean {
  return (
    query.sql.startsWith('UPDATE "_prisma_migrations" SET "applied_steps_count"') &&
    query.args.at(-1) === id
  );
}

/** The statement that marks row `id` as applied, to be committed together with its script. */
export function finishRow(schema: string, id: string): string {
  return `UPDATE ${historyTable(schema)} SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = ${pg.escapeLiteral(id)};`;
}

import { quoteTable, sqlState } from "@deepiri/database";
import type { Migration, TablePackage } from "@deepiri/workspace";
import type pg from "pg";
import { historyTable } from "../engine/history.js";
import type { StatementFailure } from "../engine/statement-failure.js";

// A file that PostgreSQL refuses to run in a transaction (CREATE INDEX CONCURRENTLY) is one statement
// and commits by itself. A run killed meanwhile leaves it half done, or done and not recorded.

/**
 * Drops invalid indexes that a killed run left behind: those that a retried migration names and that
 * nobody is building. In a transaction none can be left, so no other file is concerned.
 */
export async function dropHalfBuiltIndexes(
  client: pg.Client,
  retried: readonly Migration[],
): Promise<void> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    SELECT namespace.nspname AS schema, class.relname AS name
      FROM pg_catalog.pg_index AS index
      JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE NOT index.indisvalid AND class.relkind = 'i'
       AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index AS progress
                        WHERE progress.index_relid = class.oid)`);
  for (const { schema, name } of rows) {
    const named = retried.some(({ sql }) => sql.includes(name));
    if (named) await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${quoteTable(schema, name)}`);
  }
}

/**
 * True when a retried migration fails only because the killed run had done its one statement; then
 * its history row is finished.
 */
export async function finishIfDone(
  client: pg.Client,
  { historySchema }: TablePackage,
  migration: Migration,
  failure: StatementFailure | undefined,
): Promise<boolean> {
  const { duplicateTable, undefinedObject } = sqlState;
  if (failure?.sqlstate !== duplicateTable && failure?.sqlstate !== undefinedObject) return false;
  if (await runsInTransaction(client, migration)) return false;
  await client.query(
    `UPDATE ${historyTable(historySchema)}
        SET finished_at = now(), logs = NULL, applied_steps_count = 1
      WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL`,
    [migration.name],
  );
  return true;
}

async function runsInTransaction(client: pg.Client, { sql }: Migration): Promise<boolean> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    return true;
  } catch (error) {
    return (error as pg.DatabaseError).code !== sqlState.activeSqlTransaction;
  } finally {
    await client.query("ROLLBACK");
  }
}

import { randomUUID } from "node:crypto";
import { type Migration, type TablePackage, withReplaced } from "@deepiri/workspace";
import type pg from "pg";
import { historyTable } from "../engine/history.js";
import type { PackageStatus } from "./status.js";

/**
 * Records a migration as applied that was not run. What it replaces is marked as rolled back, which is
 * how Prisma forgets a migration. The caller holds the migration lock and has made the history.
 */
export async function recordApplied(
  client: pg.ClientBase,
  { historySchema }: TablePackage,
  { name, checksum, replaces }: Migration,
): Promise<void> {
  const table = historyTable(historySchema);
  // One statement, so that no history has neither or both.
  await client.query(
    `WITH forgotten AS (
       UPDATE ${table} SET rolled_back_at = now(), logs = COALESCE(logs, 'replaced by ' || $3::text)
        WHERE migration_name = ANY ($4) AND rolled_back_at IS NULL)
     INSERT INTO ${table} (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3::text, clock_timestamp(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name, withReplaced(replaces).map((one) => one.name)],
  );
}

/** Records the squashed migrations of which the database has all that they replace. */
export async function recordSquashed(
  client: pg.ClientBase,
  { package: tablePackage, unrecorded }: PackageStatus,
): Promise<void> {
  for (const migration of unrecorded) await recordApplied(client, tablePackage, migration);
}

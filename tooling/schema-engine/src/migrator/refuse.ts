import type { Database } from "@deepiri/workspace";
import type pg from "pg";
import { HalfReplacedError, HistoryMismatchError, UnmanagedTablesError } from "./errors.js";
import type { PackageStatus } from "./status.js";
import { readUnmanagedTables } from "./unmanaged-tables.js";

/**
 * Refuses a database on which the histories and the files disagree, or that something else has built.
 *
 * @throws HistoryMismatchError, HalfReplacedError, EditedHalfwayError, UnmanagedTablesError
 */
export async function refuseWhatIsNotOurs(
  client: pg.Client,
  database: Database,
  statuses: readonly PackageStatus[],
): Promise<void> {
  for (const { package: tablePackage, edited, missing, halfReplaced } of statuses) {
    const names = edited.map(({ name }) => name);
    if (names.length + missing.length > 0)
      throw new HistoryMismatchError(tablePackage, names, missing);
    const [half] = halfReplaced;
    if (half) throw new HalfReplacedError(tablePackage, half);
  }
  for (const status of statuses) await refuseEditedHalfway(status);
  const unmanaged = await readUnmanagedTables(client, database, statuses);
  if (unmanaged.length > 0) throw new UnmanagedTablesError(client.database ?? "", unmanaged);
}

async function refuseEditedHalfway({
  package: tablePackage,
  pending,
  failed,
}: PackageStatus): Promise<void> {
  for (const begun of failed.filter(({ steps }) => steps > 0)) {
    const migration = pending.find(({ name }) => name === begun.name);
    const { assertUnedited } = await import("../apply/apply-migration.js");
    if (migration) await assertUnedited(migration, begun, tablePackage);
  }
}

import { DatabaseError } from "@deepiri/database";
import type { Session } from "./session.js";

/** What archives: `backUp` and `checkBackup` of @deepiri/backup, or others that promise the same. */
export interface Archiver {
  /** Writes these schemas into a new folder. */
  backUp(options: { url: string; out: string; schemas: readonly string[] }): Promise<unknown>;
  /** Reads it from end to end, and compares it with the rows that the tables have now. */
  checkBackup(options: {
    url: string;
    from: string;
    tables: readonly { schema: string; name: string }[];
  }): Promise<readonly { name: string; holds: string; rows: number }[]>;
}

/**
 * Writes all retired partitions that are in no archive yet into a new folder, reads it again, and records
 * those whose rows it holds. Nothing is dropped by that.
 *
 * @param folder must not exist
 * @returns the names of the partitions; with none to archive, no folder is made
 * @throws DatabaseError when the archive does not hold what a partition does; nothing is recorded then
 */
export async function archiveRetired(
  { connection, url }: Session,
  folder: string,
  { backUp, checkBackup }: Archiver,
): Promise<string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT retired_as AS name FROM partitions.ledger
     WHERE detached_at IS NOT NULL AND archived_at IS NULL ORDER BY id`,
  );
  if (rows.length === 0) return [];
  const tables = rows.map(({ name }) => ({ schema: "_retired", name }));
  await backUp({ url, out: folder, schemas: ["_retired"] });
  const checked = await checkBackup({ url, from: folder, tables });
  for (const { name } of tables) {
    const found = checked.find((one) => one.name === name);
    if (found?.holds !== "same")
      throw new DatabaseError(
        `The archive "${folder}" does not hold the rows of "_retired"."${name}" (${found?.holds ?? "missing"}). Archive it again.`,
        { schema: "_retired", table: name },
      );
  }
  await connection.query("BEGIN");
  try {
    for (const { name, rows: count } of checked)
      await connection.query(`SELECT partitions.archived($1, $2, $3)`, [name, folder, count]);
    await connection.query("COMMIT");
  } catch (error) {
    await connection.query("ROLLBACK");
    throw error;
  }
  return tables.map(({ name }) => name);
}

import { prepareHistory, recordApplied } from "@deepiri/schema-engine";
import { readMigrations, type TablePackage } from "@deepiri/workspace";
import type pg from "pg";

/** Records all migrations of the packages as applied, in one transaction. */
export async function recordPackages(
  client: pg.Client,
  packages: readonly TablePackage[],
): Promise<void> {
  await client.query("BEGIN");
  try {
    for (const one of packages) {
      await prepareHistory(client, one.historySchema);
      for (const migration of readMigrations(one)) await recordApplied(client, one, migration);
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

import { connectOnce } from "@deepiri/database/without-client";
import type { Database } from "@deepiri/workspace";
import type { ApplyMigrationsInput, ApplyMigrationsOutput } from "@prisma/schema-engine-wasm";
import type pg from "pg";
import { applyGrantsPatiently, forAdministrator } from "../grants/index.js";
import { migrationApplicationName, withMigrationLock } from "../lock/migration-lock.js";
import { recordSquashed } from "../migrator/record-applied.js";
import { refuseWhatIsNotOurs } from "../migrator/refuse.js";
import { readStatus } from "../migrator/status.js";
import type { Bridge } from "./bridge.js";
import { packageOf } from "./package-of.js";

/**
 * Applies what is pending, after the same checks and under the same lock as `pnpm db:migrate`:
 * Prisma's own lock gives up after 10 s, and it is silent about edited files. Ends with the rights.
 */
export function deploy(
  bridge: Bridge,
  input: ApplyMigrationsInput,
): Promise<ApplyMigrationsOutput> {
  return underMigrationLock(bridge, async (client) => {
    const [database, tablePackage] = packageOf(input.migrationsList.baseDir);
    const statuses = await readStatus(client, [tablePackage]);
    await refuseWhatIsNotOurs(client, database, statuses);
    for (const status of statuses) await recordSquashed(client, status);
    const output = await (await bridge.engine()).applyMigrations(input);
    await giveRights(bridge, client, database);
    return output;
  });
}

// What this login made now belongs to the migrator, and the packages' roles may use it.
async function giveRights(bridge: Bridge, client: pg.Client, database: Database): Promise<void> {
  const { refused } = await applyGrantsPatiently(client, database, { url: bridge.url });
  if (refused.length > 0) bridge.print(forAdministrator(client.database ?? "", refused));
}

/** Runs `body` while no other migration run of this database goes on; says for whom it waits. */
export async function underMigrationLock<T>(
  { url, print }: Bridge,
  body: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connectOnce(url, { applicationName: migrationApplicationName });
  try {
    return await withMigrationLock(
      client,
      () => body(client),
      (holder) => {
        const who = holder
          ? `"${holder.applicationName}", process ${holder.pid} of the server`
          : "";
        print(`Waiting for another migration run to end${who && ` (${who})`} ...`);
      },
    );
  } finally {
    await client.end();
  }
}

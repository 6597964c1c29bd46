import type { Earlier } from "../apply/history-row.js";
import { type ApplySession, openApplySession } from "../apply/session.js";
import { type AppliedMigration, applyPackage } from "./apply-package.js";
import { asMigrator } from "./as-migrator.js";
import { forgetUnfinished } from "./history.js";
import { recordSquashed } from "./record-applied.js";
import type { Run } from "./run.js";
import { type FailedMigration, isCurrent, type PackageStatus } from "./status.js";

/** What was applied of each package. */
export type Done = [PackageStatus, AppliedMigration[]][];

/** Applies what is pending of each package, in one session. */
export async function applyPending(
  run: Run & { readonly asMigrator: boolean },
  statuses: readonly PackageStatus[],
): Promise<Done> {
  const url = run.asMigrator ? asMigrator(run.url, run.database) : run.url;
  const session = await openApplySession(url);
  try {
    const done: Done = [];
    for (const status of statuses) done.push([status, await migratePackage(run, session, status)]);
    return done;
  } finally {
    await session.client.end();
  }
}

async function migratePackage(
  run: Run,
  session: ApplySession,
  status: PackageStatus,
): Promise<AppliedMigration[]> {
  const { package: tablePackage, pending, failed, unrecorded } = status;
  await recordSquashed(run.client, status);
  if (unrecorded.length > 0)
    run.onEvent({ kind: "recorded", package: tablePackage, migrations: unrecorded });
  if (isCurrent(status)) return [];
  await forgetFailed(run, status);
  const begun = new Map(failed.map((one) => [one.name, one]));
  const about = { package: tablePackage };
  return applyPackage(
    session,
    pending.map((migration) => [migration, earlierOf(begun.get(migration.name))]),
    { ...about, url: run.url, lockWaitMs: run.lockWaitMs },
    {
      started: (migration) => run.onEvent({ kind: "started", ...about, migration }),
      resumed: (migration, line) => run.onEvent({ kind: "resumed", ...about, migration, line }),
      blocked: (migration, line, blockers, waitedMs) =>
        run.onEvent({ kind: "blocked", by: { ...about, migration, line }, blockers, waitedMs }),
      finished: (migration, milliseconds) =>
        run.onEvent({ kind: "finished", ...about, migration, milliseconds }),
    },
  );
}

function earlierOf(failed: FailedMigration | undefined): Earlier | undefined {
  return failed && { ...failed, wasCutOff: failed.logs === null };
}

async function forgetFailed(
  { client, onEvent }: Run,
  { package: tablePackage, failed }: PackageStatus,
): Promise<void> {
  if (failed.length === 0) return;
  const names = await forgetUnfinished(client, tablePackage.historySchema);
  if (names.length > 0) onEvent({ kind: "retrying", package: tablePackage, names });
}

import type { OnWaiting } from "@deepiri/database/session";
import { connectOnce } from "@deepiri/database/without-client";
import type { Database, TablePackage } from "@deepiri/workspace";
import {
  applyGrantsPatiently,
  type GrantOutcome,
  isGranted,
  outcomeOf,
  planGrants,
} from "../grants/index.js";
import { defaultLockWaitMs } from "../lock/lock-wait.js";
import { migrationApplicationName, withMigrationLock } from "../lock/migration-lock.js";
import type { AppliedMigration } from "./apply-package.js";
import type { Done } from "./apply-pending.js";
import { refuseWhatIsNotOurs } from "./refuse.js";
import type { MigrateEvent, Run } from "./run.js";
import { isCurrent, type PackageStatus, readStatus } from "./status.js";

/** What became of one package. */
export interface MigrateResult {
  readonly package: TablePackage;
  /** How many migrations the database had before. */
  readonly alreadyApplied: number;
  readonly applied: readonly AppliedMigration[];
  /** The roles and rights of its database. */
  readonly grants: GrantOutcome;
}

export interface MigrateOptions {
  /** Where the database is. */
  readonly url: string;
  /** Those of its packages to bring up to date, each after those it depends on; all if left out. */
  readonly packages?: readonly TablePackage[];
  /** How long a migration may wait for locks that others hold; `defaultLockWaitMs` if left out. */
  readonly lockWaitMs?: number;
  readonly onEvent?: (event: MigrateEvent) => void;
}

/**
 * Brings the packages of a database up to date, and then its roles and rights. Migrations run as its
 * migrator role if the login may become it.
 *
 * With nothing to do it only reads. Otherwise it holds one lock per database, so any number of runs
 * may start at once. Each part of a migration commits together with its history row: a run that is killed
 * leaves a state from which the next one goes on, and what failed before is tried again. No statement
 * queues for a lock with clients behind it.
 *
 * @throws HistoryMismatchError, HalfReplacedError, UnmanagedTablesError before anything is changed
 * @throws MigrationFailedError when the server refuses a migration, LockWaitError when others do
 */
export async function migrate(
  database: Database,
  {
    url,
    packages = database.packages,
    lockWaitMs = defaultLockWaitMs,
    onEvent = () => {},
  }: MigrateOptions,
): Promise<MigrateResult[]> {
  const client = await connectOnce(url, { applicationName: migrationApplicationName });
  try {
    return await migrateDatabase({ database, client, url, lockWaitMs, onEvent }, packages);
  } finally {
    await client.end();
  }
}

async function migrateDatabase(
  run: Run,
  packages: readonly TablePackage[],
): Promise<MigrateResult[]> {
  const before = await readStatus(run.client, packages);
  if (before.every(isRecorded)) {
    const plan = await planGrants(run.client, run.database);
    if (isGranted(plan)) return before.map((status) => resultOf(status, [], outcomeOf(plan)));
  } else {
    // WebAssembly, which a run with nothing to do never loads; compiled while we wait.
    import("../apply/script.js").then(({ readScript }) => readScript("")).catch(() => {});
  }
  return withMigrationLock(
    run.client,
    () => migrateUnderLock(run, packages),
    (holder) => run.onEvent({ kind: "waiting", holder }),
  );
}

async function migrateUnderLock(
  run: Run,
  packages: readonly TablePackage[],
): Promise<MigrateResult[]> {
  // Whoever held the lock may have done our work meanwhile.
  const statuses = await readStatus(run.client, packages);
  await refuseWhatIsNotOurs(run.client, run.database, statuses);
  // First the migrator has to own what is there, or it could not alter it.
  const before = await giveRights(run);
  if (statuses.every(isRecorded)) return finished(run, before, statuses.map(unchanged));
  const { applyPending } = await import("./apply-pending.js");
  const done = await applyPending({ ...run, asMigrator: before.asMigrator }, statuses);
  const after = await giveRights(run);
  return finished(run, { ...after, applied: [...before.applied, ...after.applied] }, done);
}

function giveRights({ client, database, onEvent, ...patience }: Run): Promise<GrantOutcome> {
  const onBlocked: OnWaiting = (blockers, waitedMs) =>
    onEvent({ kind: "blocked", blockers, waitedMs });
  return applyGrantsPatiently(client, database, { ...patience, onBlocked });
}

function isRecorded(status: PackageStatus): boolean {
  return isCurrent(status) && status.unrecorded.length === 0;
}

function unchanged(status: PackageStatus): Done[number] {
  return [status, []];
}

function finished({ client, onEvent }: Run, grants: GrantOutcome, done: Done): MigrateResult[] {
  const { applied, refused } = grants;
  if (applied.length > 0) onEvent({ kind: "granted", statements: applied });
  if (refused.length > 0)
    onEvent({ kind: "refused", database: client.database ?? "", statements: refused });
  return done.map(([status, applied]) => resultOf(status, applied, grants));
}

function resultOf(
  status: PackageStatus,
  applied: readonly AppliedMigration[],
  grants: GrantOutcome,
): MigrateResult {
  return { package: status.package, alreadyApplied: status.applied.length, applied, grants };
}

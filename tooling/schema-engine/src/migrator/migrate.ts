import { connectOnce } from "@deepiri/database";
import type { Blocker, OnWaiting } from "@deepiri/database/session";
import type { Database, Migration, TablePackage } from "@deepiri/workspace";
import type pg from "pg";
import type { Earlier } from "../apply/apply-migration.js";
import type { ApplySession } from "../apply/session.js";
import {
  applyGrantsPatiently,
  type GrantOutcome,
  isGranted,
  outcomeOf,
  planGrants,
} from "../grants/index.js";
import { defaultLockWaitMs } from "../lock/lock-wait.js";
import {
  type LockHolder,
  migrationApplicationName,
  withMigrationLock,
} from "../lock/migration-lock.js";
import type { AppliedMigration } from "./apply-package.js";
import { asMigrator } from "./as-migrator.js";
import { forgetUnfinished } from "./history.js";
import { refuseWhatIsNotOurs } from "./refuse.js";
import { type FailedMigration, isCurrent, type PackageStatus, readStatus } from "./status.js";

/** What a run tells while it goes on. */
export type MigrateEvent =
  | { readonly kind: "waiting"; readonly holder: LockHolder | undefined }
  | { readonly kind: "retrying"; readonly package: TablePackage; readonly names: readonly string[] }
  | { readonly kind: "started"; readonly package: TablePackage; readonly migration: Migration }
  /** It was interrupted before, and goes on at that line of its file. */
  | {
      readonly kind: "resumed";
      readonly package: TablePackage;
      readonly migration: Migration;
      readonly line: number;
    }
  /**
   * Others hold a lock that is needed; told again and again. It is needed by a migration, from that line of
   * its file on, or else for owners and rights.
   */
  | {
      readonly kind: "blocked";
      readonly by?: {
        readonly package: TablePackage;
        readonly migration: Migration;
        readonly line: number;
      };
      readonly blockers: readonly Blocker[];
      readonly waitedMs: number;
    }
  | {
      readonly kind: "finished";
      readonly package: TablePackage;
      readonly migration: Migration;
      readonly milliseconds: number;
    }
  | { readonly kind: "granted"; readonly statements: readonly string[] }
  /** Roles or rights are not as computed, and this login may not change that. */
  | { readonly kind: "refused"; readonly database: string; readonly statements: readonly string[] };

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
 * @throws HistoryMismatchError, UnmanagedTablesError before anything is changed
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

interface Run {
  readonly database: Database;
  readonly client: pg.Client;
  readonly url: string;
  readonly lockWaitMs: number;
  readonly onEvent: (event: MigrateEvent) => void;
}

async function migrateDatabase(
  run: Run,
  packages: readonly TablePackage[],
): Promise<MigrateResult[]> {
  const before = await readStatus(run.client, packages);
  if (before.every(isCurrent)) {
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
  if (statuses.every(isCurrent)) return finished(run, before, statuses.map(unchanged));
  const done = await applyPending({ ...run, asMigrator: before.asMigrator }, statuses);
  const after = await giveRights(run);
  return finished(run, { ...after, applied: [...before.applied, ...after.applied] }, done);
}

function giveRights({ client, database, onEvent, ...patience }: Run): Promise<GrantOutcome> {
  const onBlocked: OnWaiting = (blockers, waitedMs) =>
    onEvent({ kind: "blocked", blockers, waitedMs });
  return applyGrantsPatiently(client, database, { ...patience, onBlocked });
}

function unchanged(status: PackageStatus): [PackageStatus, AppliedMigration[]] {
  return [status, []];
}

function finished(
  { client, onEvent }: Run,
  grants: GrantOutcome,
  done: readonly [PackageStatus, AppliedMigration[]][],
): MigrateResult[] {
  const { applied, refused } = grants;
  if (applied.length > 0) onEvent({ kind: "granted", statements: applied });
  if (refused.length > 0)
    onEvent({ kind: "refused", database: client.database ?? "", statements: refused });
  return done.map(([status, applied]) => resultOf(status, applied, grants));
}

type Done = [PackageStatus, AppliedMigration[]][];

/** Applies what is pending in one session; only now is the parser loaded that takes files apart. */
async function applyPending(
  run: Run & { readonly asMigrator: boolean },
  statuses: readonly PackageStatus[],
): Promise<Done> {
  const { openApplySession } = await import("../apply/session.js");
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
  const { package: tablePackage, pending, failed } = status;
  if (isCurrent(status)) return [];
  await forgetFailed(run, status);
  const { applyPackage } = await import("./apply-package.js");
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

function resultOf(
  status: PackageStatus,
  applied: readonly AppliedMigration[],
  grants: GrantOutcome,
): MigrateResult {
  return { package: status.package, alreadyApplied: status.applied.length, applied, grants };
}

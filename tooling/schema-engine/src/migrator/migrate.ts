import { connectOnce } from "@deepiri/database";
import type { Database, Migration, TablePackage } from "@deepiri/workspace";
import type pg from "pg";
import {
  applyGrants,
  type GrantOutcome,
  isGranted,
  outcomeOf,
  planGrants,
} from "../grants/index.js";
import {
  type LockHolder,
  migrationApplicationName,
  withMigrationLock,
} from "../lock/migration-lock.js";
import type { AppliedMigration } from "./apply-package.js";
import { asMigrator } from "./as-migrator.js";
import { HistoryMismatchError, UnmanagedTablesError } from "./errors.js";
import { forgetUnfinished } from "./history.js";
import { dropHalfBuiltIndexes, finishIfDone } from "./interrupted.js";
import { isCurrent, type PackageStatus, readStatus } from "./status.js";
import { readUnmanagedTables } from "./unmanaged-tables.js";

/** What a run tells while it goes on. */
export type MigrateEvent =
  | { readonly kind: "waiting"; readonly holder: LockHolder | undefined }
  | { readonly kind: "retrying"; readonly package: TablePackage; readonly names: readonly string[] }
  | { readonly kind: "started"; readonly package: TablePackage; readonly migration: Migration }
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
  readonly onEvent?: (event: MigrateEvent) => void;
}

/**
 * Brings the packages of a database up to date, and then its roles and rights. Migrations run as its
 * migrator role if the login may become it.
 *
 * With nothing to do it only reads. Otherwise it holds one lock per database, so any number of runs
 * may start at once. A migration and its history row commit together: a run that is killed leaves a
 * state from which the next one goes on, and what failed before is tried again.
 *
 * @throws HistoryMismatchError, UnmanagedTablesError before anything is changed
 * @throws MigrationFailedError when the server refuses a migration
 */
export async function migrate(
  database: Database,
  { url, packages = database.packages, onEvent = () => {} }: MigrateOptions,
): Promise<MigrateResult[]> {
  const client = await connectOnce(url, { applicationName: migrationApplicationName });
  try {
    return await migrateDatabase({ database, client, url, onEvent }, packages);
  } finally {
    await client.end();
  }
}

interface Run {
  readonly database: Database;
  readonly client: pg.Client;
  readonly url: string;
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
    // 5 MB of WebAssembly, which a run with nothing to do never loads; compiled while we wait.
    loadApplying().catch(() => {});
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
  await refuseWhatIsNotOurs(run, statuses);
  // First the migrator has to own what is there, or it could not alter it.
  const before = await applyGrants(run.client, run.database);
  if (statuses.every(isCurrent)) return finished(run, before, statuses.map(unchanged));
  const url = before.asMigrator ? asMigrator(run.url, run.database) : run.url;
  const done: [PackageStatus, AppliedMigration[]][] = [];
  for (const status of statuses) done.push([status, await migratePackage({ ...run, url }, status)]);
  const after = await applyGrants(run.client, run.database);
  return finished(run, { ...after, applied: [...before.applied, ...after.applied] }, done);
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

async function loadApplying(): Promise<Pick<typeof import("./apply-package.js"), "applyPackage">> {
  const [{ applyPackage }, { loadWasm }] = await Promise.all([
    import("./apply-package.js"),
    import("../engine/load-wasm.js"),
  ]);
  await loadWasm();
  return { applyPackage };
}

async function refuseWhatIsNotOurs(
  { client, database }: Run,
  statuses: readonly PackageStatus[],
): Promise<void> {
  for (const { package: tablePackage, edited, missing } of statuses) {
    if (edited.length + missing.length === 0) continue;
    const names = edited.map(({ name }) => name);
    throw new HistoryMismatchError(tablePackage, names, missing);
  }
  const unmanaged = await readUnmanagedTables(client, database, statuses);
  if (unmanaged.length > 0) throw new UnmanagedTablesError(client.database ?? "", unmanaged);
}

async function migratePackage(run: Run, status: PackageStatus): Promise<AppliedMigration[]> {
  const { package: tablePackage, pending } = status;
  if (isCurrent(status)) return [];
  const retried = await forgetFailed(run, status);
  const { applyPackage } = await loadApplying();
  return applyPackage(tablePackage, pending, run.url, {
    started: (migration) => run.onEvent({ kind: "started", package: tablePackage, migration }),
    finished: (migration, milliseconds) =>
      run.onEvent({ kind: "finished", package: tablePackage, migration, milliseconds }),
    isDone: async (migration, failure) =>
      retried.includes(migration) && finishIfDone(run.client, tablePackage, migration, failure),
  });
}

async function forgetFailed(
  { client, onEvent }: Run,
  { package: tablePackage, pending, failed }: PackageStatus,
): Promise<Migration[]> {
  if (failed.length === 0) return [];
  const names = await forgetUnfinished(client, tablePackage.historySchema);
  onEvent({ kind: "retrying", package: tablePackage, names });
  const retried = pending.filter(({ name }) => names.includes(name));
  await dropHalfBuiltIndexes(client, retried);
  return retried;
}

function resultOf(
  status: PackageStatus,
  applied: readonly AppliedMigration[],
  grants: GrantOutcome,
): MigrateResult {
  return { package: status.package, alreadyApplied: status.applied.length, applied, grants };
}

import { connectOnce } from "@deepiri/database";
import type { Migration, TablePackage, Workspace } from "@deepiri/workspace";
import type pg from "pg";
import type { AppliedMigration } from "./apply-package.js";
import { HistoryMismatchError, UnmanagedTablesError } from "./errors.js";
import { forgetUnfinished } from "./history.js";
import { dropHalfBuiltIndexes, finishIfDone } from "./interrupted.js";
import { type LockHolder, migrationApplicationName, withMigrationLock } from "./lock.js";
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
    };

/** What became of one package. */
export interface MigrateResult {
  readonly package: TablePackage;
  /** How many migrations the database had before. */
  readonly alreadyApplied: number;
  readonly applied: readonly AppliedMigration[];
}

export interface MigrateOptions {
  /** The database of a package; packages may have databases of their own. */
  readonly urlOf: (tablePackage: TablePackage) => string;
  readonly onEvent?: (event: MigrateEvent) => void;
}

/**
 * Brings the databases of the given packages up to date, in the given order.
 *
 * With nothing to do it only reads. Otherwise it holds one lock per database, so any number of runs
 * may start at once. A migration and its history row commit together: a run that is killed leaves a
 * state from which the next one goes on, and what failed before is tried again.
 *
 * @param packages in order of migration, each after those it depends on
 * @throws HistoryMismatchError, UnmanagedTablesError before anything is changed
 * @throws MigrationFailedError when the server refuses a migration
 */
export async function migrate(
  workspace: Workspace,
  packages: readonly TablePackage[],
  { urlOf, onEvent = () => {} }: MigrateOptions,
): Promise<MigrateResult[]> {
  const results: MigrateResult[] = [];
  for (const [url, ofThisDatabase] of byDatabase(packages, urlOf)) {
    const client = await connectOnce(url, { applicationName: migrationApplicationName });
    try {
      results.push(...(await migrateDatabase({ workspace, client, url, onEvent }, ofThisDatabase)));
    } finally {
      await client.end();
    }
  }
  return results;
}

interface Run {
  readonly workspace: Workspace;
  readonly client: pg.Client;
  readonly url: string;
  readonly onEvent: (event: MigrateEvent) => void;
}

function byDatabase(
  packages: readonly TablePackage[],
  urlOf: MigrateOptions["urlOf"],
): Map<string, TablePackage[]> {
  const databases = new Map<string, TablePackage[]>();
  for (const one of packages) {
    const url = urlOf(one);
    databases.set(url, [...(databases.get(url) ?? []), one]);
  }
  return databases;
}

async function migrateDatabase(run: Run, packages: TablePackage[]): Promise<MigrateResult[]> {
  const before = await readStatus(run.client, packages);
  if (before.every(isCurrent)) return before.map((status) => resultOf(status, []));
  // 5 MB of WebAssembly, which a run with nothing to do never loads; compiled while we wait.
  loadApplying().catch(() => {});
  return withMigrationLock(
    run.client,
    async () => {
      // Whoever held the lock may have done our work meanwhile.
      const statuses = await readStatus(run.client, packages);
      await refuseWhatIsNotOurs(run, statuses);
      const results: MigrateResult[] = [];
      for (const status of statuses) results.push(await migratePackage(run, status));
      return results;
    },
    (holder) => run.onEvent({ kind: "waiting", holder }),
  );
}

async function loadApplying(): Promise<typeof import("./apply-package.js")> {
  const [applying, { loadWasm }] = await Promise.all([
    import("./apply-package.js"),
    import("../engine/load-wasm.js"),
  ]);
  await loadWasm();
  return applying;
}

async function refuseWhatIsNotOurs(
  { client, workspace }: Run,
  statuses: readonly PackageStatus[],
): Promise<void> {
  for (const { package: tablePackage, edited, missing } of statuses) {
    if (edited.length + missing.length === 0) continue;
    const names = edited.map(({ name }) => name);
    throw new HistoryMismatchError(tablePackage, names, missing);
  }
  const unmanaged = await readUnmanagedTables(client, workspace, statuses);
  if (unmanaged.length > 0) throw new UnmanagedTablesError(client.database ?? "", unmanaged);
}

async function migratePackage(run: Run, status: PackageStatus): Promise<MigrateResult> {
  const { package: tablePackage, pending } = status;
  if (isCurrent(status)) return resultOf(status, []);
  const retried = await forgetFailed(run, status);
  const { applyPackage } = await loadApplying();
  const applied = await applyPackage(tablePackage, pending, run.url, {
    started: (migration) => run.onEvent({ kind: "started", package: tablePackage, migration }),
    finished: (migration, milliseconds) =>
      run.onEvent({ kind: "finished", package: tablePackage, migration, milliseconds }),
    isDone: async (migration, failure) =>
      retried.includes(migration) && finishIfDone(run.client, tablePackage, migration, failure),
  });
  return resultOf(status, applied);
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

function resultOf(status: PackageStatus, applied: readonly AppliedMigration[]): MigrateResult {
  return { package: status.package, alreadyApplied: status.applied.length, applied };
}

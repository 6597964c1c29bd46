import { connectOnce } from "@deepiri/database/without-client";
import type { Database, Migration, TablePackage } from "@deepiri/workspace";
import { MigrationFailedError } from "../apply/errors.js";
import { readScript } from "../apply/script.js";
import { runScript, ScriptError } from "../engine/run-script.js";
import type { ScratchDatabase } from "../engine/scratch-database.js";
import { describeFailure } from "../engine/statement-failure.js";
import { migrationApplicationName } from "../lock/migration-lock.js";
import { refuseWhatIsNotOurs } from "../migrator/refuse.js";
import { type PackageStatus, readStatus } from "../migrator/status.js";
import type { LiveTable } from "./effects.js";
import { readLiveTables } from "./live-tables.js";
import { RehearsalError, type RehearsedStatement, rehearseFile } from "./rehearse-file.js";
import { closeStage, openStage, type Stage } from "./stage.js";

export type { LiveTable, Loss, TakenLock, Work } from "./effects.js";
export type { RehearsedStatement } from "./rehearse-file.js";

/** A pending migration, statement by statement. */
export interface RehearsedMigration {
  readonly package: TablePackage;
  readonly migration: Migration;
  /** How many of its statements are done already, of a run that was interrupted. */
  readonly done: number;
  readonly statements: readonly RehearsedStatement[];
}

export interface RehearseOptions {
  /** Where the database is. It is only read. */
  readonly url: string;
  /** Makes an empty scratch database on any server; asked for only when something is pending. */
  readonly openScratch: () => Promise<Pick<ScratchDatabase, "url" | "drop">>;
  /** Those of its packages whose pending migrations are meant; all if left out. */
  readonly packages?: readonly TablePackage[];
}

/**
 * Runs pending migrations on a scratch database made of those that are applied, and says what PostgreSQL
 * did there: which locks each statement took on tables that the database has, and what it read or wrote of
 * them from first to last.
 *
 * @throws HistoryMismatchError, EditedHalfwayError, UnmanagedTablesError as `migrate` would
 * @throws MigrationFailedError when a statement fails there
 */
export async function rehearse(
  database: Database,
  { url, openScratch, packages = database.packages }: RehearseOptions,
): Promise<RehearsedMigration[]> {
  const { statuses, tables } = await readReal(database, url, packages);
  if (statuses.every(({ pending }) => pending.length === 0)) return [];
  const scratch = await openScratch();
  try {
    return await onStage(scratch.url, statuses, tables);
  } finally {
    await scratch.drop();
  }
}

async function onStage(
  url: string,
  statuses: readonly PackageStatus[],
  tables: readonly LiveTable[],
): Promise<RehearsedMigration[]> {
  const stage = await openStage(url, statuses, tables);
  try {
    const rehearsed: RehearsedMigration[] = [];
    for (const status of statuses) rehearsed.push(...(await rehearsePackage(stage, status)));
    return rehearsed;
  } finally {
    await closeStage(stage);
  }
}

/** What the real database has, by a session that can only read and waits for no lock for long. */
async function readReal(database: Database, url: string, packages: readonly TablePackage[]) {
  const client = await connectOnce(url, {
    applicationName: migrationApplicationName,
    onlyReads: true,
  });
  try {
    await client.query("SET default_transaction_read_only = on; SET lock_timeout = '10s'");
    const statuses = await readStatus(client, packages);
    await refuseWhatIsNotOurs(client, database, statuses);
    return { statuses, tables: await readLiveTables(client) };
  } finally {
    await client.end();
  }
}

async function rehearsePackage(
  stage: Stage,
  { package: tablePackage, pending, failed }: PackageStatus,
): Promise<RehearsedMigration[]> {
  const rehearsed: RehearsedMigration[] = [];
  for (const migration of pending) {
    const done = failed.find(({ name }) => name === migration.name)?.steps ?? 0;
    const statements = await statementsOf(stage, migration, done).catch((error) => {
      throw failedIn(tablePackage, migration, error);
    });
    rehearsed.push({ package: tablePackage, migration, done, statements });
  }
  return rehearsed;
}

async function statementsOf(
  stage: Stage,
  { sql }: Migration,
  done: number,
): Promise<RehearsedStatement[]> {
  const script = await readScript(sql);
  const before = script.statements.slice(0, done).map(({ text }) => `${text};\n`);
  await runScript(stage.client, before.join(""), { disposable: true });
  // What no parser reads the server refuses in its own words.
  if (script.isWhole && script.statements.length === 0) await runScript(stage.client, sql);
  return rehearseFile(stage, script, done);
}

function failedIn(tablePackage: TablePackage, migration: Migration, error: unknown): unknown {
  if (error instanceof ScriptError)
    return new MigrationFailedError(tablePackage, migration, error.failure, undefined, {
      cause: error,
    });
  if (!(error instanceof RehearsalError)) return error;
  const failure = describeFailure(error.cause, { line: error.line, column: undefined });
  return new MigrationFailedError(tablePackage, migration, failure, undefined, { cause: error });
}

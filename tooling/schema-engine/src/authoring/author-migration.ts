import type { Decisions, Draft, MigrationFile } from "@deepiri/authoring";
import { BrokenHistoryError } from "@deepiri/authoring/errors";
import {
  dependencySql,
  externalObjects,
  readMigrations,
  readPrismaFiles,
  type TablePackage,
  type Workspace,
} from "@deepiri/workspace";
import { migrationList } from "../migrator/migration-list.js";
import {
  type AuthoringDatabase,
  openAuthoringDatabase,
  replayMigrations,
} from "./authoring-database.js";
import { type AuthoringTask, draftNext, tryDraft } from "./draft-files.js";
import {
  emptyPart,
  filesOfGivers,
  noteOf,
  readNewHandovers,
  remarkOfTaker,
  withRemarks,
} from "./handover-files.js";

/** The next migration of a package, tried and not yet on disk. */
export interface AuthoredMigration extends Draft {
  readonly files: readonly MigrationFile[];
  /** Files of packages from which it takes tables over. */
  readonly others: readonly (readonly [from: TablePackage, files: readonly MigrationFile[]])[];
}

/** What to write. */
export interface AuthoringOptions {
  /** A database on the server where the scratch database is made. */
  readonly url: string;
  /** What the migration is called. */
  readonly name: string;
  readonly decisions: Decisions;
}

/**
 * Writes the next migration of a package from its Prisma files, on a scratch database made of the
 * migrations of its dependencies and its own. No file is touched.
 *
 * @returns undefined when there is nothing to change
 * @throws AuthoringError, and Prisma's own error when the files do not validate
 */
export async function authorMigration(
  workspace: Workspace,
  tablePackage: TablePackage,
  { url, name, decisions }: AuthoringOptions,
): Promise<AuthoredMigration | undefined> {
  const { tables, enums } = externalObjects(workspace, tablePackage);
  const datamodels = readPrismaFiles(tablePackage);
  const task = {
    datamodels,
    filters: { externalTables: tables, externalEnums: enums },
    migrationsList: migrationList(
      tablePackage,
      readMigrations(tablePackage),
      dependencySql(tablePackage),
    ),
  };
  const { historySchema } = tablePackage;
  const handovers = await readNewHandovers(workspace, tablePackage);
  const database = await openAuthoringDatabase(url, { historySchema, datamodels });
  try {
    await replay(database, task);
    const draft = await draftNext(database, task, decisions);
    if (!draft && handovers.length === 0) return undefined;
    const { parts, notes } = draft ?? { parts: [emptyPart], notes: [] };
    const files = await tryDraft(database, task, name, { parts, notes });
    return {
      parts,
      notes: [...notes, ...handovers.map((one) => noteOf(one, tablePackage))],
      files: withRemarks(files, handovers.map(remarkOfTaker)),
      others: await filesOfGivers(handovers, tablePackage, name),
    };
  } finally {
    await database.dispose();
  }
}

async function replay(database: AuthoringDatabase, task: AuthoringTask): Promise<void> {
  try {
    await replayMigrations(database, task);
  } catch (cause) {
    const { lastFailure } = database.engine;
    if (!lastFailure) throw cause;
    throw new BrokenHistoryError(lastFailure.migration, lastFailure.message, { cause });
  }
}

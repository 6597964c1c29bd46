import type { Decisions, Draft, MigrationFile, Scratch } from "@deepiri/authoring";
import type { DiffTarget, MigrationList, SchemaFilter } from "@prisma/schema-engine-wasm";
import type { AuthoringDatabase } from "./authoring-database.js";

/** The Prisma files and the history of one package, as the engine takes them. */
export interface AuthoringTask {
  readonly datamodels: readonly (readonly [path: string, content: string])[];
  readonly migrationsList: MigrationList;
  readonly filters: SchemaFilter;
}

/**
 * Drafts the next migration of a package. The authoring database stays as it is.
 *
 * @returns undefined when there is nothing to change
 * @throws AuthoringError; of what only a person can decide, OpenQuestionsError
 */
export async function draftNext(
  database: AuthoringDatabase,
  task: AuthoringTask,
  decisions: Decisions,
): Promise<Draft | undefined> {
  const { draftMigration } = await loadAuthoring();
  return draftMigration(scratchOf(database, task), decisions);
}

/**
 * Applies a draft to the authoring database, after which nothing may differ from the Prisma files.
 *
 * @returns its files, which are not yet on disk
 * @throws AuthoringError when PostgreSQL refuses it, or something differs
 */
export async function tryDraft(
  database: AuthoringDatabase,
  task: AuthoringTask,
  name: string,
  { parts }: Draft,
): Promise<MigrationFile[]> {
  const authoring = await loadAuthoring();
  const { engine } = database;
  const { migrationsList, filters } = task;
  const existing = migrationsList.migrationDirectories.map(({ path }) => path);
  const files = authoring.filesOf(parts, name, existing);
  try {
    await engine.applyMigrations({ migrationsList: withFiles(migrationsList, files), filters });
  } catch (cause) {
    const { lastFailure } = engine;
    if (!lastFailure) throw cause;
    throw new authoring.RefusedMigrationError(reasonOf(lastFailure), { cause });
  }
  const rest = await authoring.remainingDifference(scratchOf(database, task));
  if (rest) throw new authoring.IncompleteMigrationError(rest);
  return files;
}

// It loads a parser of SQL, which Prisma's other commands do not need.
export const loadAuthoring = () => import("@deepiri/authoring");

function scratchOf({ engine }: AuthoringDatabase, { datamodels, filters }: AuthoringTask): Scratch {
  const files = datamodels.map(([path, content]) => ({ path, content }));
  // The engine reads its own session, whatever URL the files name.
  const from = { tag: "schemaDatasource" as const, files, configDir: "" };
  const script = async (to: DiffTarget) =>
    (await engine.diff({ from, to, script: true, exitCode: null, filters })).stdout ?? "";
  return {
    session: engine,
    difference: () => script({ tag: "schemaDatamodel", files }),
    teardown: () => script({ tag: "empty" }),
    external: [...filters.externalTables, ...filters.externalEnums],
  };
}

function withFiles(list: MigrationList, files: readonly MigrationFile[]): MigrationList {
  const made = files.map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
  }));
  return { ...list, migrationDirectories: [...list.migrationDirectories, ...made] };
}

function reasonOf({ message, detail }: { message: string; detail?: string | undefined }): string {
  return detail ? `${message} (${detail.replace(/\s*\n\s*/g, "; ")})` : message;
}

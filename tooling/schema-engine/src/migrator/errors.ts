import { relative } from "node:path";
import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { type Blocker, type GivenUp, holdersText, lockRemedy } from "@deepiri/database/session";
import type { Migration, TablePackage } from "@deepiri/workspace";
import type { StatementFailure } from "../engine/statement-failure.js";

/** Root of what stops a migration run. The message is for people: what, where, why, what next. */
export class MigrationError extends Error {
  override readonly name: string = "MigrationError";
}

/** A migration's SQL was refused; of the part that failed nothing is left in the database. */
export class MigrationFailedError extends MigrationError {
  override readonly name = "MigrationFailedError";
  constructor(
    readonly package_: TablePackage,
    readonly migration: Migration,
    readonly failure: Pick<StatementFailure, "message"> & Partial<StatementFailure>,
    /** The line of the first statement that is not done, where those before it are. */
    readonly keptUntil?: number,
    options?: ErrorOptions,
  ) {
    super(describeFailure(package_, migration, failure, keptUntil), options);
  }
}

/** Others hold a lock that is needed, for longer than it was to wait. */
export class LockWaitError extends MigrationError {
  override readonly name = "LockWaitError";
  readonly blockers: readonly Blocker[];
  constructor(
    what: string,
    /** What is done of it, and what not. */
    kept: string,
    { blockers, waitedMs }: Pick<GivenUp, "blockers" | "waitedMs">,
    options?: ErrorOptions,
  ) {
    super(
      `${what} waited ${Math.round(waitedMs / 1000)} s for a lock and gave up, because ${holdersText(blockers)}.\n` +
        `${kept}. ${lockRemedy(blockers)}; then run the same command again: it goes on from there. ` +
        "With --lock-wait 10m it waits longer.",
      options,
    );
    this.blockers = blockers;
  }
}

/** The statements of a file that were done already are not what they were. */
export class EditedHalfwayError extends MigrationError {
  override readonly name = "EditedHalfwayError";
  constructor(
    readonly package_: TablePackage,
    readonly migration: Migration,
    readonly statements: number,
  ) {
    const { key } = package_;
    const first = statements === 1 ? "first statement" : `first ${statements} statements`;
    super(
      `migration ${migration.name} of ${key} was edited where it is done already: its ${first} ran before it ` +
        `was interrupted (${relative(process.cwd(), migration.path)}). Restore them from version control, and ` +
        "change only what comes after; then run the same command again.\nNothing was changed.",
    );
  }
}

/** The history and the files on disk disagree about what was applied. */
export class HistoryMismatchError extends MigrationError {
  override readonly name = "HistoryMismatchError";
  constructor(
    readonly package_: TablePackage,
    readonly edited: readonly string[],
    readonly missing: readonly string[],
  ) {
    super(describeMismatch(package_, edited, missing));
  }
}

/** The login may not see what was applied. */
export class HistoryUnreadableError extends MigrationError {
  override readonly name = "HistoryUnreadableError";
  constructor(
    readonly database: string,
    readonly user: string,
    readonly schemas: readonly string[],
  ) {
    const to = `TO ${quoteIdentifier(user)};`;
    const tables = schemas.map((schema) => quoteTable(schema, "_prisma_migrations"));
    super(
      `user "${user}" may not see which migrations database "${database}" has: ${tables.join(", ")}. ` +
        "Let an administrator run\n" +
        `  GRANT USAGE ON SCHEMA ${schemas.map(quoteIdentifier).join(", ")} ${to}\n` +
        `  GRANT SELECT ON ${tables.join(", ")} ${to}`,
    );
  }
}

/** The database holds tables in our schemas that no migration made. */
export class UnmanagedTablesError extends MigrationError {
  override readonly name = "UnmanagedTablesError";
  constructor(
    readonly database: string,
    readonly tables: readonly string[],
  ) {
    const shown = tables.slice(0, 10).join(", ");
    const more = tables.length > 10 ? ` and ${tables.length - 10} more` : "";
    const count = tables.length === 1 ? "1 table" : `${tables.length} tables`;
    super(
      `database "${database}" holds ${count} that no migration of ours made: ${shown}${more}. ` +
        "Nothing was touched. Such a database has to be reorganized first: pnpm reorganize plan --url …; see " +
        '"Reorganize an existing database" in README.md.',
    );
  }
}

/** What a person can do whose database is ahead of the files on disk. */
export const waysOnFromAhead =
  "Either check out (or merge) the branch that has it, often a colleague's; or, if the data may go, " +
  "build the database anew from this checkout: pnpm db:reset.";

function describeFailure(
  { key }: TablePackage,
  { name, path, sql }: Migration,
  { message, sqlstate, detail, hint, line }: MigrationFailedError["failure"],
  keptUntil: number | undefined,
): string {
  const place = relative(process.cwd(), path) + (line ? `:${line}` : "");
  const text = line ? sql.split("\n")[line - 1] : undefined;
  return [
    `migration ${name} of ${key} failed: ${message}${sqlstate ? ` (SQLSTATE ${sqlstate})` : ""}`,
    `  at ${place}`,
    ...(text?.trim() ? [`     ${text.trim()}`] : []),
    ...(detail ? [`  detail: ${detail}`] : []),
    ...(hint ? [`  hint: ${hint}`] : []),
    keptUntil === undefined
      ? "Nothing of it was kept. Mend the file, then run the same command again."
      : `What stands before line ${keptUntil} was kept, and nothing after it. Mend what is wrong, in the data or in ` +
        "the file from there on, then run the same command again: it goes on there.",
  ].join("\n");
}

function describeMismatch(
  { key, migrationsDirectory }: TablePackage,
  edited: readonly string[],
  missing: readonly string[],
): string {
  const folder = relative(process.cwd(), migrationsDirectory);
  return [
    ...edited.map(
      (name) =>
        `migration ${name} of ${key} was edited after it was applied (${folder}/${name}/migration.sql). ` +
        "Restore the file from version control and put the change into a new migration.",
    ),
    ...missing.map(
      (name) =>
        `migration ${name} of ${key} was applied but is gone from ${folder}, or not there yet: this database is ahead of the checkout.`,
    ),
    ...(missing.length > 0 ? [waysOnFromAhead] : []),
    "Nothing was changed.",
  ].join("\n");
}

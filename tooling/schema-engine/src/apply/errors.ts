import { relative } from "node:path";
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

  get sqlstate(): string | undefined {
    return this.failure.sqlstate;
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

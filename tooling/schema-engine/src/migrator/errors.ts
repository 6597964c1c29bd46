import { relative } from "node:path";
import { quoteIdentifier, quoteTable } from "@deepiri/database/without-client";
import type { TablePackage } from "@deepiri/workspace";
import { MigrationError } from "../apply/errors.js";
import type { HalfReplaced } from "./stand-in.js";

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

/** A database has some of the migrations that a squashed one replaces, and not the others. */
export class HalfReplacedError extends MigrationError {
  override readonly name = "HalfReplacedError";
  constructor(
    readonly package_: TablePackage,
    readonly half: HalfReplaced,
  ) {
    super(describeHalfReplaced(package_, half));
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
        "Nothing was touched. Where they are as the migrations build them, `pnpm db:baseline` compares them and " +
        "takes them over. Otherwise such a database has to be reorganized first: pnpm reorganize plan --url …; see " +
        '"Reorganize an existing database" in README.md.',
    );
  }
}

/** What a person can do whose database is ahead of the files on disk. */
export const waysOnFromAhead =
  "Either check out (or merge) the branch that has it, often a colleague's; or, if the data may go, " +
  "build the database anew from this checkout: pnpm db:reset.";

/** What a person can do whose database stands in the midst of what was squashed. */
export const waysOnFromHalf =
  "Check out the version before the squash, type `pnpm db:migrate`, then this version and `pnpm db:migrate` again.";

function describeHalfReplaced(
  { key }: TablePackage,
  { migration, applied, open, edited }: HalfReplaced,
): string {
  const total = applied.length + open.length + edited.length;
  return [
    `migration ${migration.name} of ${key} replaces ${total} others, of which this database has ${applied.length}.`,
    ...(open.length > 0 ? [`  not applied here: ${open.join(", ")}`] : []),
    ...(edited.length > 0 ? [`  applied here in another form: ${edited.join(", ")}`] : []),
    edited.length > 0
      ? "Build the database anew, or make it what the migrations say and type `pnpm db:baseline`."
      : waysOnFromHalf,
    "Nothing was changed.",
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

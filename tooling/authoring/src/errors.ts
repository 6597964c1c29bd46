import { quoteTable } from "@deepiri/database";
import { formatName, type Name } from "./catalog/names.js";
import type { DropQuestion, Question } from "./question/question.js";

/** Root of the errors of writing a migration. Nothing was written. */
export class AuthoringError extends Error {
  override readonly name: string = this.constructor.name;
}

/** What only a person can decide was not decided. */
export class OpenQuestionsError extends AuthoringError {
  constructor(readonly questions: readonly Question[]) {
    super(`${questions.length} questions are open`);
  }
}

/** A person said that something may not be dropped, which the Prisma files no longer have. */
export class DeniedDropError extends AuthoringError {
  constructor({ name }: DropQuestion) {
    super(`${formatName(name)} is to stay: put it back into the Prisma files`);
  }
}

/** Two moves have the same source or the same target. */
export class AmbiguousMoveError extends AuthoringError {
  constructor(from: Name, to: Name) {
    super(`${formatName(from)}=${formatName(to)} contradicts another move: each name moves once`);
  }
}

/** Something was said of objects that the Prisma files do not change so. */
export class NothingToDecideError extends AuthoringError {
  constructor(names: readonly Name[]) {
    const all = names.map(formatName).join(", ");
    super(
      `the Prisma files neither drop nor move ${all}: spell it as the database does, schema.table or schema.table.column`,
    );
  }
}

/** Existing rows have no value for a new column. */
export class RequiredColumnError extends AuthoringError {
  constructor(schema: string, table: string, column: string) {
    super(
      `rows that ${quoteTable(schema, table)} already has get no value for the new column "${column}", which may not be null: ` +
        "give it a @default(...), or make it optional (?), fill it, and require it in a later migration",
    );
  }
}

/** The migrations that are there do not run on an empty database. */
export class BrokenHistoryError extends AuthoringError {
  constructor(migration: string | undefined, reason: string, options?: ErrorOptions) {
    const which = migration ?? "a migration of a package that this one depends on";
    super(`the migrations so far do not run on an empty database: ${which}: ${reason}`, options);
  }
}

/** A table that another package's history makes is in a package's Prisma files now. */
export class HandoverError extends AuthoringError {
  constructor(
    readonly table: string,
    reason: string,
  ) {
    super(`${table} is made by the migrations of another package: ${reason}`);
  }
}

/** Migrations run in the order of their names, and the new one would not be the last. */
export class NotLastError extends AuthoringError {
  constructor(made: string, last: string) {
    super(
      `${made} would run before ${last}, which does not begin with a time: rename that one first`,
    );
  }
}

/** PostgreSQL refuses the migration on a database of the existing ones. */
export class RefusedMigrationError extends AuthoringError {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `PostgreSQL refuses the migration, so it was not written: ${reason}. Change what stands in the way in a migration of its own first.`,
      options,
    );
  }
}

/** After the migration the database is not what the Prisma files say. */
export class IncompleteMigrationError extends AuthoringError {
  constructor(readonly rest: string) {
    super(
      `the migration would leave differences from the Prisma files, so it was not written:\n${rest}\nWrite these statements by hand.`,
    );
  }
}

/** The folder of the migrations cannot be written. */
export class UnwritableFolderError extends AuthoringError {
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`${folder} cannot be written (${reason}); nothing was`, options);
  }
}

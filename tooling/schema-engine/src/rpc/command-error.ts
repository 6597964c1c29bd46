import { AuthoringError } from "@deepiri/authoring/errors";
import { explainOwnSessionFailure } from "@deepiri/database/without-client";
import { SchemaEngineError } from "../engine/errors.js";
import type { StatementFailure } from "../engine/statement-failure.js";
import { withoutTrace } from "../migrator/failure-log.js";

/** An error as Prisma's CLI shows it: a code of Prisma's catalogue, if there is one, and a text. */
export interface CommandError {
  readonly code: string | undefined;
  readonly message: string;
}

/** What a request failed with, in words for the person who typed the command. */
export function commandError(
  error: unknown,
  url: string | undefined,
  failure?: StatementFailure,
): CommandError {
  const code = prismaCode(error);
  const text = withoutTrace(error instanceof Error ? error.message : String(error));
  if (code) return { code, message: text };
  // It says itself what PostgreSQL refused: no file of that name is there yet.
  if (error instanceof AuthoringError) return { code: undefined, message: text };
  if (failure?.migration) return migrationFailed(failure.migration, failure);
  if (error instanceof SchemaEngineError || !isConnectionFailure(error) || !url)
    return { code: undefined, message: text };
  return connectionError(error, url);
}

/** A failed connection under Prisma's code for it; the CLI creates the database on P1003. */
export function connectionError(error: unknown, url: string): CommandError {
  const explained = explainOwnSessionFailure(error, url);
  return { code: codeOfConnection[explained.name] ?? "P1001", message: explained.message };
}

const codeOfConnection: Record<string, string> = {
  ConnectTimeout: "P1002",
  DatabaseMissing: "P1003",
  LoginRefused: "P1000",
  TlsFailure: "P1011",
};

// The engine compiled to WebAssembly does not say so itself.
function migrationFailed(migration: string, failure: StatementFailure): CommandError {
  const { message, detail, hint, where, line, sqlstate } = failure;
  return {
    code: "P3018",
    message: [
      "A migration failed to apply. New migrations cannot be applied before the error is recovered from.",
      "",
      `Migration name: ${migration}`,
      ...(line ? [`File: ${migration}/migration.sql:${line}`] : []),
      `Database error code: ${sqlstate}`,
      "",
      `Database error:`,
      `ERROR: ${message}`,
      ...(detail ? [`DETAIL: ${detail}`] : []),
      ...(hint ? [`HINT: ${hint}`] : []),
      ...(where ? [`WHERE: ${where}`] : []),
      "",
      "Nothing of it was kept. Mend the file and run `pnpm db:migrate`, or",
      `\`prisma migrate resolve --rolled-back ${migration}\` and then \`prisma migrate deploy\`.`,
    ].join("\n"),
  };
}

function prismaCode(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^P\d{4}$/.test(code) ? code : undefined;
}

// SQLSTATEs of class 08, 28, 3D, 53, 57P and Node's network errors.
function isConnectionFailure(error: unknown): boolean {
  const { code, name, errors } = error as { code?: unknown; name?: unknown; errors?: unknown[] };
  if (name === "AggregateError" && Array.isArray(errors)) return errors.some(isConnectionFailure);
  return typeof code === "string" && /^(08|28|3D|53|57P|E[A-Z]{3})/.test(code);
}

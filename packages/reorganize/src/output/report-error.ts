import { DatabaseError } from "@deepiri/database";
import { EmbeddedServerError } from "@deepiri/postgres";
import { MigrationError, SchemaEngineError } from "@deepiri/schema-engine";
import { WorkspaceError } from "@deepiri/workspace";
import { ReorganizeError } from "../session/errors.js";
import { red } from "./colour.js";

/** Errors whose message was written for people and says what to do next. */
const explained = [
  ReorganizeError,
  DatabaseError,
  EmbeddedServerError,
  MigrationError,
  SchemaEngineError,
  WorkspaceError,
];

/** Writes one failure to stderr: its message, never a stack trace unless DEEPIRI_DEBUG asks. */
export function reportError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${red("error")} ${message}\n`);
  if (process.env.DEEPIRI_DEBUG) process.stderr.write(`${inspect(error)}\n`);
  else if (!explained.some((known) => error instanceof known)) {
    process.stderr.write("This was not expected. DEEPIRI_DEBUG=1 shows where it happened.\n");
  }
}

function inspect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

import { AuthoringError } from "@deepiri/authoring/errors";
import { BackupError } from "@deepiri/backup/errors";
import { ClientGenerationError } from "@deepiri/client-generator";
import { DatabaseError } from "@deepiri/database/without-client";
import { DocsError } from "@deepiri/docs/errors";
import { HistoryError } from "@deepiri/history/errors";
import { EmbeddedServerError } from "@deepiri/postgres";
import { MigrationError, SchemaEngineError } from "@deepiri/schema-engine";
import { WorkspaceError } from "@deepiri/workspace";
import { CommandError } from "./command-error.js";

/** Errors whose message was written for people and says what to do next. */
export const explainedErrors = [
  AuthoringError,
  BackupError,
  ClientGenerationError,
  CommandError,
  DatabaseError,
  DocsError,
  EmbeddedServerError,
  HistoryError,
  MigrationError,
  SchemaEngineError,
  WorkspaceError,
];

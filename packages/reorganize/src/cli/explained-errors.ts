import { DatabaseError } from "@deepiri/database";
import { EmbeddedServerError } from "@deepiri/postgres";
import { MigrationError, SchemaEngineError } from "@deepiri/schema-engine";
import { SqliteImportError } from "@deepiri/sqlite-import/errors";
import { WorkspaceError } from "@deepiri/workspace";
import { ReorganizeError } from "../session/errors.js";

/** Errors whose message explains itself; others are reported as not expected. */
export const explainedErrors = [
  ReorganizeError,
  DatabaseError,
  EmbeddedServerError,
  MigrationError,
  SchemaEngineError,
  SqliteImportError,
  WorkspaceError,
];

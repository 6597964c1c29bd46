import { DatabaseError } from "@deepiri/database";
import { EmbeddedServerError } from "@deepiri/postgres";
import { MigrationError, SchemaEngineError } from "@deepiri/schema-engine";
import { WorkspaceError } from "@deepiri/workspace";
import { ReorganizeError } from "../session/errors.js";

/** Errors whose message was written for people and says what to do next. */
export const explainedErrors = [
  ReorganizeError,
  DatabaseError,
  EmbeddedServerError,
  MigrationError,
  SchemaEngineError,
  WorkspaceError,
];

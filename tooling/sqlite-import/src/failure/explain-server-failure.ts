import { sqlState } from "@deepiri/database";
import { SchemaTaken, type SqliteImportError, UnfitDatabase } from "./errors.js";

interface ServerFailure extends Error {
  readonly code?: string;
  readonly detail?: string;
  readonly severity?: string;
}

/** A refusal of the server in words, with what to do next; undefined for what nobody can do anything about. */
export function explainServerFailure(
  error: ServerFailure,
  schema: string,
): SqliteImportError | undefined {
  if (error.severity === undefined) return undefined;
  const failed = `${error.message}. Nothing was loaded.`;
  switch (error.code) {
    case sqlState.dependentObjectsStillExist:
      return new SchemaTaken(
        `Other objects depend on tables of schema "${schema}": ${error.detail?.split("\n").join("; ")}. Nothing was changed. Drop them first, or choose another schema by --schema.`,
        { cause: error },
      );
    case sqlState.lockNotAvailable:
      return new UnfitDatabase(
        `Another session works with tables of schema "${schema}". Nothing was changed. Import again when it has ended.`,
        { cause: error },
      );
    case sqlState.insufficientPrivilege:
      return new UnfitDatabase(
        `The login may not import: ${failed} Grant it CREATE on the database, or use a login that has it.`,
        { cause: error },
      );
    case sqlState.diskFull:
      return new UnfitDatabase(
        `The server's disk is full: ${failed} Make room, then import again.`,
        {
          cause: error,
        },
      );
    default:
      return error.code?.startsWith("54")
        ? new UnfitDatabase(`PostgreSQL cannot hold a table or row of this size: ${failed}`, {
            cause: error,
          })
        : undefined;
  }
}

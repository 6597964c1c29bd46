import { isServerFailure } from "@deepiri/database/session";
import type { ImportOptions, SqliteImport } from "@deepiri/sqlite-import";
import { readUnderway } from "../ledger/plan.js";
import { RefusedError } from "../session/refused-error.js";
import { withReorganizeLock } from "../session/reorganize-lock.js";
import { serverFailure } from "../session/server-failure.js";
import type { Session } from "../session/session.js";

/**
 * Loads an SQLite file into a schema of the database, as it is, while nothing else reorganizes it.
 *
 * @throws RefusedError when a reorganization is under way, which would not know of the new tables
 * @throws BusyError, SqliteImportError
 */
export async function importFile(
  session: Session,
  file: string,
  options: ImportOptions,
): Promise<SqliteImport> {
  // The reader is WebAssembly, for which no other command should wait.
  const { importSqlite } = await import("@deepiri/sqlite-import");
  return await withReorganizeLock(session, async () => {
    await refuseUnderway(session);
    try {
      return await importSqlite(file, await session.client(), options);
    } catch (cause) {
      throw isServerFailure(cause) ? serverFailure("import", cause) : cause;
    }
  });
}

async function refuseUnderway(session: Session): Promise<void> {
  const underway = await readUnderway(session);
  if (!underway) return;
  throw new RefusedError(
    `In ${session.displayUrl} a reorganization is under way (${underway.stage}). ` +
      "Finish it with apply and finalize, or undo it with rollback, then import again.",
    { next: ["status"] },
  );
}

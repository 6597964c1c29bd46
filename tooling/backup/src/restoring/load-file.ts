import type pg from "pg";
import { assertSame, assertUndamaged, openFile } from "../folder/check-files.js";
import type { SavedFile } from "../folder/manifest.js";
import { copyIn } from "../rows/copy-rows.js";
import { refused } from "./run.js";

/**
 * Has a COPY take what is in a file of the backup.
 *
 * @param what is loaded, for a message
 * @throws FileDamaged when the file is not as it was written
 * @throws StatementRefused with what PostgreSQL says of it
 */
export async function loadFile(
  client: pg.Client,
  folder: string,
  saved: SavedFile,
  { sql, what }: { readonly sql: string; readonly what: string },
): Promise<void> {
  try {
    const { sha256 } = await copyIn(client, sql, openFile(folder, saved));
    assertSame(folder, saved.file, { sha256: saved.sha256, found: sha256 });
  } catch (error) {
    await assertUndamaged(folder, saved);
    throw refused(`COPY ${what}`, error as Error);
  }
}

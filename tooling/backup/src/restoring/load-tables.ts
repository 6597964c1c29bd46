import type pg from "pg";
import { keyOf } from "../catalog/relations.js";
import { ContentsDiffer } from "../errors.js";
import { assertSame, assertUndamaged, openFile } from "../folder/check-files.js";
import type { SavedTable } from "../folder/manifest.js";
import { copyIn, sumRows } from "../rows/copy-rows.js";
import type { OnTable } from "../rows/save-tables.js";
import { refused } from "./run.js";

/**
 * Loads each table from its file and has the server add up what it has got.
 *
 * @throws FileDamaged when a file is not as it was written
 * @throws ContentsDiffer when a table has not got the rows of the backup
 */
export async function loadTables(
  client: pg.Client,
  folder: string,
  tables: readonly SavedTable[],
  onTable?: OnTable,
): Promise<void> {
  for (const table of tables) {
    await load(client, folder, table);
    const { rows, checksum } = await sumRows(client, table);
    if (rows !== table.rows || checksum !== table.checksum) throw differs(table, rows);
    onTable?.(table);
  }
}

async function load(client: pg.Client, folder: string, table: SavedTable): Promise<void> {
  try {
    const { sha256 } = await copyIn(client, table, openFile(folder, table));
    assertSame(folder, table.file, { sha256: table.sha256, found: sha256 });
  } catch (error) {
    await assertUndamaged(folder, table);
    throw refused(`COPY ${keyOf(table)}`, error as Error);
  }
}

function differs(table: SavedTable, rows: number): ContentsDiffer {
  const how = rows === table.rows ? "rows with other contents" : `${rows} rows`;
  return new ContentsDiffer(
    `${keyOf(table)} has got ${how} in place of the ${table.rows} that were backed up. The database is as it was.`,
  );
}

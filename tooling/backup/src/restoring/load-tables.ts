import type pg from "pg";
import { keyOf } from "../catalog/relations.js";
import { readTables, type Table } from "../catalog/tables.js";
import { ContentsDiffer } from "../errors.js";
import type { SavedTable } from "../folder/manifest.js";
import { sumRows } from "../rows/copy-rows.js";
import type { OnTable } from "../rows/on-table.js";
import { copyInSql } from "../rows/row-source.js";
import { loadFile } from "./load-file.js";

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
  const made = new Map((await readTables(client)).map((one) => [keyOf(one), one]));
  for (const saved of tables) {
    const table = made.get(keyOf(saved));
    if (!table || !hasColumns(table, saved)) throw otherColumns(saved);
    await loadFile(client, folder, saved, { sql: copyInSql(table), what: keyOf(saved) });
    const { rows, checksum } = await sumRows(client, { table });
    if (rows !== saved.rows || checksum !== saved.checksum) throw differs(saved, rows);
    onTable?.(saved);
  }
}

function hasColumns({ columns }: Table, saved: SavedTable): boolean {
  return columns.map(({ name }) => name).join("\0") === saved.columns.join("\0");
}

function otherColumns(saved: SavedTable): ContentsDiffer {
  return new ContentsDiffer(
    `${keyOf(saved)} has not got the columns ${saved.columns.join(", ")} of its file. The database is as it was.`,
  );
}

function differs(saved: SavedTable, rows: number): ContentsDiffer {
  const how = rows === saved.rows ? "rows with other contents" : `${rows} rows`;
  return new ContentsDiffer(
    `${keyOf(saved)} has got ${how} in place of the ${saved.rows} that were backed up. The database is as it was.`,
  );
}

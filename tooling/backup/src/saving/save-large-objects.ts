import type pg from "pg";
import { largeObjectsSql, sumLargeObjects } from "../catalog/large-objects.js";
import { largeObjectsFile, type SavedLargeObjects } from "../folder/manifest.js";
import type { PartialFolder } from "../folder/partial-folder.js";
import { copyOut } from "../rows/copy-rows.js";

/** Writes all large objects into a file, unless there is none. */
export async function saveLargeObjects(
  folder: PartialFolder,
  client: pg.Client,
): Promise<SavedLargeObjects | undefined> {
  const { rows } = await client.query("SELECT FROM pg_catalog.pg_largeobject_metadata LIMIT 1");
  if (rows.length === 0) return undefined;
  const sum = await sumLargeObjects(client);
  const file = folder.createFile(largeObjectsFile);
  const passed = await copyOut(client, `COPY (${largeObjectsSql}) TO STDOUT`, file);
  return { file: largeObjectsFile, ...passed, ...sum };
}

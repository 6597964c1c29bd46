import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { FileDamaged } from "../errors.js";
import type { SavedFile } from "./manifest.js";

/** Whether every file is there and as long as it was written; what is in them is checked as they are read. */
export async function assertComplete(folder: string, files: readonly SavedFile[]): Promise<void> {
  for (const { file, bytes } of files) {
    const found = await stat(join(folder, file)).catch(() => undefined);
    if (found === undefined) throw damaged(folder, file, "it is missing");
    if (found.size !== bytes)
      throw damaged(folder, file, `it has ${found.size} bytes in place of ${bytes}`);
  }
}

/** The text of a file that is as it was written. */
export async function readText(folder: string, { file, sha256 }: SavedFile): Promise<string> {
  const text = await readFile(join(folder, file), "utf8");
  assertSame(folder, file, { sha256, found: createHash("sha256").update(text).digest("hex") });
  return text;
}

export function openFile(folder: string, { file }: SavedFile) {
  return createReadStream(join(folder, file), { highWaterMark: 1 << 18 });
}

/** @throws FileDamaged when what was read is not what was written */
export function assertSame(
  folder: string,
  file: string,
  { sha256, found }: { readonly sha256: string; readonly found: string },
): void {
  if (sha256 !== found) throw damaged(folder, file, "its contents are not what was written");
}

/** As it was written, when read on its own: a load that failed may have read it in part. */
export async function assertUndamaged(folder: string, saved: SavedFile): Promise<void> {
  const hash = createHash("sha256");
  for await (const chunk of openFile(folder, saved)) hash.update(chunk);
  assertSame(folder, saved.file, { sha256: saved.sha256, found: hash.digest("hex") });
}

function damaged(folder: string, file: string, why: string): FileDamaged {
  return new FileDamaged(
    `"${file}" of the backup "${folder}" is damaged: ${why}. The database is as it was; take another copy of the backup.`,
  );
}

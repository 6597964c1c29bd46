import { createHash } from "node:crypto";
import type { SavedFile } from "./manifest.js";
import type { PartialFolder } from "./partial-folder.js";

/** Writes a file of text. */
export async function saveText(
  folder: PartialFolder,
  file: string,
  text: string,
): Promise<SavedFile> {
  await folder.write(file, text);
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { file, bytes: Buffer.byteLength(text), sha256 };
}

import { readFile } from "node:fs/promises";

/** The last lines of a text file, or of its part from `offset` bytes on; empty if unreadable. */
export async function lastLines(file: string, offset = 0, count = 12): Promise<string> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  return bytes.subarray(offset).toString("utf8").trimEnd().split("\n").slice(-count).join("\n");
}

import { readFileSync } from "node:fs";
import { UnreadableDefinitionError } from "./errors.js";

/**
 * The text of a file, without a byte order mark.
 *
 * @throws UnreadableDefinitionError when it is not in UTF-8, or has zero bytes
 */
export function readText(path: string): string {
  const bytes = readFileSync(path);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new UnreadableDefinitionError(path, lineOfFault(bytes));
}

function lineOfFault(bytes: Buffer): number {
  // Where the bytes cannot be decoded, a replacement stands.
  const before = bytes.toString("utf8").split(/[\0\ufffd]/, 1)[0] ?? "";
  return before.split("\n").length;
}

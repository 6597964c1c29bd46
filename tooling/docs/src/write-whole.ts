import { renameSync, rmSync, writeFileSync } from "node:fs";
import { DocsError } from "./errors.js";

/** Writes a file as a whole or not at all. */
export function writeWhole(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, path);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    throw new DocsError(`Cannot write ${path} (${code}). Choose a file in a folder that exists.`, {
      cause,
    });
  }
}

import { existsSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ReorganizeError } from "../session/errors.js";

/** Writes a text to a file, only its owner may read it; fails with a sentence for people. */
export function writeResult(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (cause) {
    throw cannotWrite(path, (cause as NodeJS.ErrnoException).code, { cause });
  }
}

/** Refuses a path that `writeResult` would fail with, before long work is done for nothing. */
export function refuseFolderless(path: string): void {
  if (!existsSync(dirname(resolve(path)))) throw cannotWrite(path, "ENOENT");
}

function cannotWrite(path: string, code = "unknown", options?: ErrorOptions): ReorganizeError {
  return new ReorganizeError(
    `Cannot write ${path} (${code}). Choose a file in a folder that exists.`,
    options,
  );
}

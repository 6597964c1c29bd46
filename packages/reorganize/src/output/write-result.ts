import { writeFileSync } from "node:fs";
import { ReorganizeError } from "../session/errors.js";

/** Writes a text to a file, only its owner may read it; fails with a sentence for people. */
export function writeResult(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    throw new ReorganizeError(
      `Cannot write ${path} (${code}). Choose a file in a folder that exists.`,
      {
        cause,
      },
    );
  }
}

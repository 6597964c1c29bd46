import { closeSync, openSync, readSync } from "node:fs";

/**
 * Whether a transaction is half written to the file: its rollback journal holds what was there before. A
 * journal that is empty, or begins with a zero, is that of a transaction which has ended.
 */
export function hasHotJournal(file: string): boolean {
  const start = Buffer.alloc(1);
  let journal: number;
  try {
    journal = openSync(`${file}-journal`, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
  try {
    return readSync(journal, start, 0, 1, 0) === 1 && start[0] !== 0;
  } finally {
    closeSync(journal);
  }
}

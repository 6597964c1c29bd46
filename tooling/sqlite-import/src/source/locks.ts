import { readFileSync } from "node:fs";

// Where SQLite's locks lie in a file: PENDING on the first byte, SHARED and EXCLUSIVE from the third on.
const pending = 0x40000000;
const shared = { first: pending + 2, last: pending + 511 };

/**
 * The process that keeps readers out of an SQLite file while it writes to it. Only Linux says who that is;
 * undefined where nobody does, or the system does not say.
 *
 * @param inode of the file
 */
export function findWriter(inode: bigint): number | undefined {
  for (const line of readLocks().split("\n")) {
    const [, kind, , access, pid, where = "", first, last] = line.trim().split(/\s+/);
    if ((kind !== "POSIX" && kind !== "OFDLCK") || access !== "WRITE") continue;
    if (where.split(":")[2] !== String(inode)) continue;
    if (keepsReadersOut(Number(first), last === "EOF" ? Infinity : Number(last)))
      return Number(pid);
  }
  return undefined;
}

function readLocks(): string {
  try {
    return readFileSync("/proc/locks", "utf8");
  } catch {
    return "";
  }
}

function keepsReadersOut(first: number, last: number): boolean {
  const covers = (byte: number): boolean => first <= byte && byte <= last;
  return covers(pending) || (first <= shared.last && last >= shared.first);
}

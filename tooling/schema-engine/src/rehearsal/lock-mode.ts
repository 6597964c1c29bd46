// As PostgreSQL's manual lists them, from the weakest: each excludes what the ones before it do.
const modes = [
  "AccessShareLock",
  "RowShareLock",
  "RowExclusiveLock",
  "ShareUpdateExclusiveLock",
  "ShareLock",
  "ShareRowExclusiveLock",
  "ExclusiveLock",
  "AccessExclusiveLock",
];

/** Whom a lock on a table keeps out. */
export type KeepsOut = "nobody" | "writers" | "everybody";

/** The strongest of some modes. */
export function strongest(held: readonly string[]): string | undefined {
  return [...held].sort((a, b) => modes.indexOf(b) - modes.indexOf(a))[0];
}

/** Whom it keeps out; no lock keeps out nobody. */
export function keepsOut(mode: string | undefined): KeepsOut {
  if (mode === undefined) return "nobody";
  if (mode === "AccessExclusiveLock") return "everybody";
  return modes.indexOf(mode) >= modes.indexOf("ShareLock") ? "writers" : "nobody";
}

/** As SQL and the manual write it: `ACCESS EXCLUSIVE`. */
export function modeText(mode: string): string {
  return mode
    .replace(/Lock$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
}

import {
  isChecksumOf,
  type Migration,
  readMigrations,
  type TablePackage,
} from "@deepiri/workspace";
import type pg from "pg";
import { withoutTrace } from "./failure-log.js";
import { type HistoryEntry, readHistories } from "./history.js";
import { type HalfReplaced, standIn } from "./stand-in.js";

/** A migration that did not finish, with what the server said about it. */
export interface FailedMigration {
  readonly name: string;
  /** The database's words, one field a line; null when the process died before it could tell. */
  readonly logs: string | null;
  /** Its history row, and the checksum there. */
  readonly id: string;
  readonly checksum: string;
  /** How many of its statements are done; it goes on behind them. */
  readonly steps: number;
}

/** Where one package stands: its files against its history in the database. */
export interface PackageStatus {
  readonly package: TablePackage;
  readonly applied: readonly string[];
  /** Squashed ones among the applied: all that they replace is in the history, they are not yet. */
  readonly unrecorded: readonly Migration[];
  /** Squashed ones of whose replaced migrations only some were applied: such a database cannot go on. */
  readonly halfReplaced: readonly HalfReplaced[];
  /** On disk, not applied; failed ones are among them. */
  readonly pending: readonly Migration[];
  readonly failed: readonly FailedMigration[];
  /** Applied, but the file on disk is not the one that was applied. */
  readonly edited: readonly Migration[];
  /** Applied, in part at least, but no longer on disk. */
  readonly missing: readonly string[];
}

/** Compares disk and database for every package; reads only, and waits for no lock. */
export async function readStatus(
  client: pg.Client,
  packages: readonly TablePackage[],
): Promise<PackageStatus[]> {
  const histories = await readHistories(client, packages);
  return packages.map((one) =>
    compare(one, readMigrations(one), histories.get(one.historySchema) ?? []),
  );
}

/** True when the package has nothing to do and nothing to explain. */
export function isCurrent(status: PackageStatus): boolean {
  const { pending, edited, missing, failed, halfReplaced } = status;
  return [pending, edited, missing, failed, halfReplaced].every((some) => some.length === 0);
}

function compare(
  tablePackage: TablePackage,
  onDisk: readonly Migration[],
  entries: readonly HistoryEntry[],
): PackageStatus {
  const finished = new Map(entries.filter((one) => one.finished).map((one) => [one.name, one]));
  const { unrecorded, half, replaced } = standIn(onDisk, entries);
  const names = new Set([...onDisk.map(({ name }) => name), ...replaced]);
  const done = entries.filter((one) => one.finished || one.steps > 0).map(({ name }) => name);
  const isOpen = (one: Migration): boolean =>
    !finished.has(one.name) &&
    !unrecorded.includes(one) &&
    !half.some(({ migration }) => migration === one);
  return {
    package: tablePackage,
    applied: [
      ...[...finished.keys()].filter((name) => !replaced.has(name)),
      ...unrecorded.map(({ name }) => name),
    ],
    unrecorded,
    halfReplaced: half,
    pending: onDisk.filter(isOpen),
    failed: entries
      .filter((one) => !one.finished && !finished.has(one.name) && !replaced.has(one.name))
      .map(({ finished: _, logs, ...one }) => ({ ...one, logs: logs && withoutTrace(logs) })),
    edited: onDisk.filter((migration) => {
      const entry = finished.get(migration.name);
      return entry !== undefined && !isChecksumOf(migration, entry.checksum);
    }),
    missing: [...new Set(done)].filter((name) => !names.has(name)),
  };
}

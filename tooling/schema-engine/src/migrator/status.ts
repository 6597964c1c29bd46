import {
  isChecksumOf,
  type Migration,
  readMigrations,
  type TablePackage,
} from "@deepiri/workspace";
import type pg from "pg";
import { withoutTrace } from "./failure-log.js";
import { type HistoryEntry, readHistories } from "./history.js";

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
export function isCurrent({ pending, edited, missing, failed }: PackageStatus): boolean {
  return pending.length + edited.length + missing.length + failed.length === 0;
}

function compare(
  tablePackage: TablePackage,
  onDisk: readonly Migration[],
  entries: readonly HistoryEntry[],
): PackageStatus {
  const finished = new Map(entries.filter((one) => one.finished).map((one) => [one.name, one]));
  const names = new Set(onDisk.map(({ name }) => name));
  const done = entries.filter((one) => one.finished || one.steps > 0).map(({ name }) => name);
  return {
    package: tablePackage,
    applied: [...finished.keys()],
    pending: onDisk.filter(({ name }) => !finished.has(name)),
    failed: entries
      .filter((one) => !one.finished && !finished.has(one.name))
      .map(({ finished: _, logs, ...one }) => ({ ...one, logs: logs && withoutTrace(logs) })),
    edited: onDisk.filter((migration) => {
      const entry = finished.get(migration.name);
      return entry !== undefined && !isChecksumOf(migration, entry.checksum);
    }),
    missing: [...new Set(done)].filter((name) => !names.has(name)),
  };
}

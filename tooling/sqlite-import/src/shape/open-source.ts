import { basename } from "node:path";
import { NotSqlite } from "../failure/errors.js";
import { checkIntegrity } from "../source/check-integrity.js";
import { SqliteDatabase } from "../source/database.js";
import type { Snapshot } from "../source/snapshot.js";
import { readShape } from "./read-tables.js";
import type { Skipped } from "./source-table.js";
import { planTables, type TargetTable } from "./target-table.js";

/** A whole SQLite file, open for reading, and how its tables are made in PostgreSQL. */
export interface Source {
  readonly database: SqliteDatabase;
  readonly tables: readonly TargetTable[];
  readonly about: About;
}

/** What is to be said of the file as a whole. */
export interface About {
  readonly file: string;
  /** Of the file itself, as it was read, without its logs. */
  readonly bytes: number;
  readonly sha256: string;
  readonly skipped: readonly Skipped[];
  /** Rows that break a rule of their table, in SQLite's words; they are loaded. */
  readonly brokenRules: readonly string[];
}

/** What is being done with a file before it is loaded. */
export interface ReadEvent {
  readonly kind: "checking" | "looking";
  /** Whose storage classes are looked at. */
  readonly table?: string;
}

/**
 * Opens the copy of a file, checks that it is whole, and looks at every value's storage class.
 *
 * @throws FileDamaged, NotSqlite
 */
export function openSource(
  file: string,
  snapshot: Snapshot,
  onEvent: (event: ReadEvent) => void,
): Source {
  const database = SqliteDatabase.open(file, snapshot);
  try {
    onEvent({ kind: "checking" });
    const brokenRules = checkIntegrity(database);
    const { tables, skipped } = readShape(database);
    if (tables.length === 0)
      throw new NotSqlite(`${file} has no table. Name the file that holds the data.`);
    const { bytes, sha256 } = snapshot;
    return {
      database,
      tables: planTables(database, tables, ({ name }) => onEvent({ kind: "looking", table: name })),
      about: {
        file: basename(file),
        bytes,
        sha256,
        skipped,
        brokenRules,
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

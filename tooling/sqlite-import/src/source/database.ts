import sqlite, { type SQLiteValue } from "node-sqlite3-wasm";
import { FileDamaged, FileUnreadable, NotSqlite } from "../failure/errors.js";
import { restore } from "./header.js";
import type { Snapshot } from "./snapshot.js";

export type { SQLiteValue };

type Statement = ReturnType<InstanceType<typeof sqlite.Database>["prepare"]>;

/**
 * An SQLite file that is read and never written.
 *
 * Its reader gives text only up to a zero byte, and in place of what is no UTF-8 something else; so text
 * is to be asked for as a blob.
 */
export class SqliteDatabase {
  readonly #database: InstanceType<typeof sqlite.Database>;

  private constructor(
    readonly file: string,
    path: string,
  ) {
    this.#database = new sqlite.Database(path);
  }

  /**
   * Opens a copy and lets SQLite undo or carry out what its logs hold.
   *
   * @param file what messages call it
   * @throws FileDamaged, NotSqlite
   */
  static open(file: string, { path }: Snapshot): SqliteDatabase {
    const database = new SqliteDatabase(file, path);
    try {
      // Without shared memory the log can be read by one connection alone; it is ours.
      database.#database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY");
      database.all("SELECT count(*) FROM sqlite_master");
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  all<Row>(sql: string, values: SQLiteValue[] = []): Row[] {
    try {
      return this.#database.all(sql, values) as Row[];
    } catch (error) {
      throw this.#explained(error);
    }
  }

  *iterate<Row>(sql: string): Generator<Row, void> {
    const statement = this.#prepare(sql);
    try {
      yield* statement.iterate() as IterableIterator<Row>;
    } catch (error) {
      throw this.#explained(error);
    } finally {
      finalize(statement);
    }
  }

  #prepare(sql: string): Statement {
    try {
      return this.#database.prepare(sql);
    } catch (error) {
      throw this.#explained(error);
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #explained(error: unknown): Error {
    if (!(error instanceof sqlite.SQLite3Error)) return error as Error;
    if (/file is not a database/.test(error.message))
      return new NotSqlite(
        `${this.file} is not an SQLite file, or it is encrypted. Decrypt it first.`,
        {
          cause: error,
        },
      );
    if (/malformed|disk I\/O error|corrupt/.test(error.message))
      return new FileDamaged(`${this.file} is damaged: ${error.message}. ${restore}`, {
        cause: error,
      });
    return new FileUnreadable(
      `${this.file} cannot be read without what its own program adds to SQLite: ${error.message}. Read it with the program that made it, and import a copy without what is named here.`,
      { cause: error },
    );
  }
}

/** What a statement failed with it fails with once more when it is given up. */
function finalize(statement: Statement): void {
  try {
    statement.finalize();
  } catch (error) {
    if (!(error instanceof sqlite.SQLite3Error)) throw error;
  }
}

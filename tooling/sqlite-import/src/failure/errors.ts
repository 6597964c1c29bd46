/** Root of every error of this package. The message says what failed, on what, and what to do next; nothing was loaded. */
export class SqliteImportError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** There is no such file, or it is no file, or it may not or cannot be read. */
export class FileUnreadable extends SqliteImportError {}

/** The file is none of SQLite's, or it is encrypted. */
export class NotSqlite extends SqliteImportError {}

/** A program is writing to the file. */
export class FileBusy extends SqliteImportError {}

/** The file is cut off or damaged; the message names where. */
export class FileDamaged extends SqliteImportError {}

/** There is no room for the copy of the file that is read. */
export class NoRoom extends SqliteImportError {}

/** The schema holds objects that no import made, or others depend on its tables. */
export class SchemaTaken extends SqliteImportError {}

/** The database cannot take the file: its encoding, a missing right, a limit of PostgreSQL. */
export class UnfitDatabase extends SqliteImportError {}

/** What the server has stored is not what was read; it was rolled back. */
export class ContentsDiffer extends SqliteImportError {}

/** Loads an SQLite file, as it is, into a schema of a PostgreSQL database. */
export {
  ContentsDiffer,
  FileBusy,
  FileDamaged,
  FileUnreadable,
  NoRoom,
  NotSqlite,
  SchemaTaken,
  SqliteImportError,
  UnfitDatabase,
} from "./failure/errors.js";
export { type ImportEvent, type ImportOptions, importSqlite } from "./import-sqlite.js";
export { importSchema } from "./load/own-schema.js";
export type { ExistingImport } from "./load/record.js";
export type { ImportedColumn, ImportedTable, SqliteImport } from "./load/result.js";

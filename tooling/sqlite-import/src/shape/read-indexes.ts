import type { SqliteDatabase } from "../source/database.js";

/** An index of a table, those that rules of the table have made among them. */
export interface IndexRow {
  readonly unique: number;
  /** `pk`: of the primary key, `u`: of a UNIQUE rule, `c`: made by CREATE INDEX. */
  readonly origin: "pk" | "u" | "c";
  readonly partial: number;
  /** null for an expression and for the rowid. */
  readonly columns: readonly (string | null)[];
}

/** The indexes of a table in the order in which they were made. */
export function readIndexes(database: SqliteDatabase, table: string): IndexRow[] {
  return database
    .all<Omit<IndexRow, "columns"> & { readonly name: string }>(
      'SELECT name, "unique", origin, partial FROM pragma_index_list(?) ORDER BY seq DESC',
      [table],
    )
    .map(({ name, ...index }) => ({ ...index, columns: readColumns(database, name) }));
}

function readColumns(database: SqliteDatabase, index: string): (string | null)[] {
  return database
    .all<{ name: string | null }>("SELECT name FROM pragma_index_info(?) ORDER BY seqno", [index])
    .map(({ name }) => name);
}

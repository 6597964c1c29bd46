import type { SqliteDatabase } from "../source/database.js";
import type { ForeignKey } from "./source-table.js";

interface Row {
  readonly id: number;
  readonly table: string;
  readonly from: string;
  readonly to: string | null;
  readonly on_delete: string;
  readonly on_update: string;
}

/** The foreign keys that a table declares, in their order. */
export function readForeignKeys(database: SqliteDatabase, table: string): ForeignKey[] {
  const rows = database.all<Row>("SELECT * FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq", [
    table,
  ]);
  return [...new Set(rows.map(({ id }) => id))].map((id) =>
    asForeignKey(rows.filter((row) => row.id === id)),
  );
}

function asForeignKey(rows: readonly Row[]): ForeignKey {
  const [first] = rows as [Row];
  return {
    columns: rows.map(({ from }) => from),
    references: first.table,
    referenced: rows.map(({ to }) => to),
    onDelete: first.on_delete,
    onUpdate: first.on_update,
  };
}

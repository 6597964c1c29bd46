import type { ColumnType } from "../shape/choose-types.js";
import type { About } from "../shape/open-source.js";
import type { ForeignKey, RowKey, SourceColumn } from "../shape/source-table.js";
import type { RefusedRule } from "./add-keys.js";

/** What an import has loaded, and what it has not. It can be written as JSON and holds no value of the file. */
export interface SqliteImport extends About {
  readonly schema: string;
  readonly tables: readonly ImportedTable[];
  readonly rows: number;
  /** Values that PostgreSQL cannot hold: the file's bytes are in `_import.sqlite_originals`. */
  readonly originals: number;
  /** Whether it took the place of an earlier import. */
  readonly replaced: boolean;
  readonly milliseconds: number;
}

export interface ImportedTable {
  /** In the file. */
  readonly name: string;
  /** In PostgreSQL; another only where PostgreSQL cannot have that name. */
  readonly table: string;
  readonly rows: number;
  readonly rowKey: RowKey["kind"];
  readonly primaryKey: readonly string[];
  readonly unique: readonly (readonly string[])[];
  /** Rules of the file that PostgreSQL refused for these rows, with its reason. */
  readonly refused: readonly RefusedRule[];
  /** Declared, never enforced, and not made. */
  readonly foreignKeys: readonly ForeignKey[];
  readonly columns: readonly ImportedColumn[];
  readonly sql: string;
}

export interface ImportedColumn extends SourceColumn {
  /** In PostgreSQL. */
  readonly column: string;
  readonly type: ColumnType;
  /** How many are not NULL. */
  readonly values: number;
  readonly originals: number;
  /** Sum of a hash of each value and the number of its row; the same in the file and in the table. */
  readonly checksum: string;
}

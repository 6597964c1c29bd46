/** A table of an SQLite file, as the file describes it. */
export interface SourceTable {
  readonly name: string;
  /** The statement that made it. */
  readonly sql: string;
  /** What its rows are known by. */
  readonly rowKey: RowKey;
  readonly columns: readonly SourceColumn[];
  /** Its UNIQUE rules over whole columns, a PRIMARY KEY that is not the row key among them. */
  readonly uniqueRules: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKey[];
}

/**
 * `alias`: the INTEGER PRIMARY KEY column, which is SQLite's rowid. `rowid`: the rowid, under a name that no
 * column has. `primary key`: that of a table WITHOUT ROWID. `position`: the number of the row as it is read,
 * for a table whose columns hide the rowid.
 */
export type RowKey =
  | { readonly kind: "alias"; readonly column: string }
  | { readonly kind: "rowid"; readonly name: string }
  | { readonly kind: "primary key"; readonly columns: readonly string[] }
  | { readonly kind: "position" };

export interface SourceColumn {
  readonly name: string;
  /** As declared, which says nothing of what is in it; "" for none. */
  readonly declared: string;
  readonly notNull: boolean;
  /** SQL of the default. */
  readonly default: string | null;
  readonly kind: "ordinary" | "hidden" | "generated" | "generated and stored";
}

/** A declared foreign key, which SQLite may never have enforced. */
export interface ForeignKey {
  readonly columns: readonly string[];
  readonly references: string;
  /** null: the primary key of the other table. */
  readonly referenced: readonly (string | null)[];
  readonly onDelete: string;
  readonly onUpdate: string;
}

/** Something in the file that is not loaded. */
export interface Skipped {
  readonly kind: "view" | "trigger" | "index" | "virtual table";
  readonly name: string;
  /** The table that it is about. */
  readonly table: string;
  readonly sql: string;
}

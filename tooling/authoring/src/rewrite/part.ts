/** A statement of a migration, and what is unsafe about it on a live database. */
export interface DraftStatement {
  readonly sql: string;
  readonly hazards: readonly string[];
}

export type Label = "" | "values" | "index" | "keys" | "validate";

/** A statement with the part that it belongs to. */
export type Labelled = DraftStatement & { readonly label: Label };

/** One that a live database bears as it is. */
export const safe = (label: Label, sql: string): Labelled => ({ label, sql, hazards: [] });

/** Statements that one transaction may run, or a single one that no transaction may. */
export interface Part {
  /** What it does, in a word: follows the migration's name where parts are files of their own. */
  readonly label: Label;
  readonly statements: readonly DraftStatement[];
}

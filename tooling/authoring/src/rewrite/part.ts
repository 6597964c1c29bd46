/** A statement of a migration, and what is unsafe about it on a live database. */
export interface DraftStatement {
  readonly sql: string;
  readonly hazards: readonly string[];
}

/** Statements that one transaction may run, or a single one that no transaction may. */
export interface Part {
  /** What it does, in a word: follows the migration's name where parts are files of their own. */
  readonly label: "" | "values" | "index" | "keys" | "validate";
  readonly statements: readonly DraftStatement[];
}

/** What a move takes, and what is to be known of it. */
export interface Moved {
  readonly statements: readonly string[];
  readonly hazard: string;
}

import type { Piece } from "../../statements/pieces.js";

/** Statements of a history that say by the first of several what these come to. */
export interface Folded {
  readonly pieces: readonly Piece[];
  /** What was folded: objects, and changes of tables. */
  readonly subjects: readonly string[];
}

import type { Part } from "../part.js";

/** A messy database as the parts it is made of, in the order in which they happened. */
export interface Recipe {
  readonly name: string;
  /** One sentence: how the database came to be. */
  readonly title: string;
  /** The database of the workspace that it becomes; the default one if left out. */
  readonly database?: string;
  readonly parts: readonly Part[];
  /** Adds rows that the target does not take. */
  readonly broken?: readonly Part[];
  /** Adds objects that no package owns, and what depends on the packages' tables. */
  readonly unmanaged?: readonly Part[];
}

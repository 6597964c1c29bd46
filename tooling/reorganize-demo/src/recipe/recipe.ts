import type { Part } from "../part.js";

/** A messy database as the parts it is made of, in the order in which they happened. */
export interface Recipe {
  readonly name: string;
  /** One sentence: how the database came to be. */
  readonly title: string;
  readonly parts: readonly Part[];
  /** Adds rows that the target does not take. */
  readonly broken?: readonly Part[];
  /** What others made, and what leans on our tables. */
  readonly strangers?: readonly Part[];
}

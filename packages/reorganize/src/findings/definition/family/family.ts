/** A file of a family, as text. */
export interface DefinitionFile {
  /** Its path below what was given. */
  readonly file: string;
  readonly sql: string;
}

/** A file that is not loaded, and why. */
export interface LeftOutFile {
  readonly file: string;
  readonly reason: string;
}

/** Files that were made to be run together, in an order. */
export interface Family {
  readonly name: string;
  readonly files: readonly DefinitionFile[];
  /** Where the order is from. */
  readonly order: string;
  readonly leftOut: readonly LeftOutFile[];
}

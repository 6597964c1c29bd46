/** What goes with a column unless it is kept, or is not made again with it. */
export interface Belonging {
  readonly column: string;
  /** `schema.name`, where it is a sequence. */
  readonly sequence: string | null;
  /** What keeps it when the column goes; empty where nothing has to. */
  readonly keep: readonly string[];
  /** What gives it to the column that is back. */
  readonly restore: readonly string[];
  /** What is left to do once all rows have their values in it. */
  readonly settle: readonly string[];
}

/** What belongs to columns that the target does not have, by `schema.table`. */
export type Belongings = ReadonlyMap<string, readonly Belonging[]>;

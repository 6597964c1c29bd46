/** What goes with a column unless it is kept, or is not made again with it. */
export interface Belonging {
  readonly column: string;
  /** `schema.name`, where it is a sequence. */
  readonly sequence: string | null;
  /** What keeps it when the column goes; null where that cannot be. */
  readonly keep: string | null;
  /** What gives it to the column that is back. */
  readonly restore: string;
}

/** What belongs to columns that the target does not have, by `schema.table`. */
export type Belongings = ReadonlyMap<string, readonly Belonging[]>;

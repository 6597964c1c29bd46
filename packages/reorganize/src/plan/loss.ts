/** Rows of one table that programs will see no longer: they are quarantined, whole. */
export interface Loss {
  /** `schema.table` of the target. */
  readonly table: string;
  /** Rows there are. */
  readonly of: number;
  /** Rows that are quarantined. */
  readonly rows: number;
  /** Why, most rows first. */
  readonly reasons: readonly LossReason[];
}

export interface LossReason {
  /** As the quarantine has it. */
  readonly reason: string;
  readonly rows: number;
  /** What decides so: a path into the mapping, or `byTarget`. */
  readonly rule: string;
  /** The column that the reason is about, if it is one. */
  readonly column?: string;
}

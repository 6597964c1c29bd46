/**
 * A rule by which rows of the source exclude each other, and that the target lacks or has of another type. A rollback brings it
 * back, which rows written meanwhile may not allow.
 */
export interface LostRule {
  /** `schema.table` of the target. */
  readonly table: string;
  /** Name of the index or constraint. */
  readonly rule: string;
  readonly keys: readonly string[];
  /** Returns one row: how many rows break the rule, `count`, and the `keys` of the first few. */
  readonly broken: string;
}

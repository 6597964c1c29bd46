import type pg from "pg";

/** Where a failure happened and what it can be looked up in. */
export interface FailureOrigin {
  readonly pool: pg.Pool;
  readonly url: string;
  readonly sql: string;
}

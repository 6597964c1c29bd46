import type { RawClient } from "../client/raw-client.js";

/**
 * A figure about a package's part of a database, which `db monitor` reads. A package lists its metrics as
 * `metrics` of a module that its package.json names.
 */
export interface Metric {
  /**
   * As OpenMetrics has it, unique in a database: the package, what is counted, then the unit if there is one, such
   * as `event_log_lag_seconds`; `_total` is added to a counter by the format and is no part of the name.
   */
  readonly name: string;
  /** One sentence that says what it is about, for who sees it rise. */
  readonly help: string;
  /** A counter only grows, until it begins again at zero. */
  readonly type: "gauge" | "counter";
  /** The base unit that ends the name: `seconds`, `bytes`. */
  readonly unit?: string;
  /**
   * Reads it; other metrics follow in the same session, so it changes nothing and is soon done.
   *
   * @param client acts as the role that owns the database's objects where the login may, and only reads
   */
  read(client: RawClient): Promise<readonly Sample[]>;
}

/** One value of a metric. */
export interface Sample {
  readonly value: number;
  /** What the value is of, such as `{ table: "sales.orders" }`: few values, and nothing personal or secret. */
  readonly labels?: Readonly<Record<string, string>>;
}

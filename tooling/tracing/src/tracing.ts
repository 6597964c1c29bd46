/** What is known of a span or an event. Names of objects and numbers, never values of rows. */
export type Attributes = Readonly<Record<string, string | number | readonly number[] | undefined>>;

/** Where the spans of a command go. */
export interface Tracing {
  /** Begins the span of a run on the database of this URL, below what the environment's TRACEPARENT names. */
  begin(name: string, url: string): Span;
  /** Sends what there is, as far as that takes no longer than a person would wait. */
  end(): Promise<void>;
}

/** Some work of a command, with when it began and ended. */
export interface Span {
  /** Begins a part of it, on the same database. */
  begin(name: string, attributes?: Attributes): Span;
  event(name: string, attributes?: Attributes): void;
  set(attributes: Attributes): void;
  /**
   * Ends it; with what it failed with, if it failed. Of an error only its class and SQLSTATE are sent: what a
   * server says of a failure may quote a row.
   */
  end(error?: unknown): void;
}

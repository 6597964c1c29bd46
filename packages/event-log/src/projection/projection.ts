import type { RawClient } from "@deepiri/database";
import type { PlacedEvent } from "../event.js";

/** What is made of events: rows of a read model, messages to send. */
export interface Projection<Tx extends RawClient = RawClient> {
  /** Unique in the database: begin with the package's name. */
  readonly name: string;
  /** From 1. A new version begins at the first event, beside the old one. */
  readonly version: number;
  /** Events of these types only. */
  readonly types?: readonly string[];
  /** Events of this tenant only. */
  readonly tenant?: string;
  /**
   * Applies events, in order, by writing through `tx`. The checkpoint moves in the same transaction, so each event
   * counts once; the whole may be repeated, so do nothing but database work.
   */
  apply(tx: Tx, events: readonly PlacedEvent[]): Promise<void>;
}

/** What can run transactions: a service client, or `transactional(pool)`. */
export interface TransactionalClient<Tx extends RawClient = RawClient> extends RawClient {
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

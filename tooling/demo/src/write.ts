import type { Clients } from "./clients.js";

/** What became of a batch; its rows themselves where they were not written but kept. */
export interface Batch {
  readonly count: number;
  readonly kept?: KeptRows;
}

/** Rows for one package's database. */
export interface KeptRows {
  /** Name of the package's client, such as `taskOrchestrator`. */
  readonly client: keyof Clients;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/**
 * The table a batch went to, as "schema.table", how many of its rows were new, and the rows
 * themselves where they were only kept.
 */
export type Written = readonly [table: string, rows: number, kept?: KeptRows];

/**
 * Waits for `createMany` and keeps where its rows went. Rows that were there already are skipped by
 * the database and not counted.
 */
export async function write(table: string, batch: PromiseLike<Batch>): Promise<Written> {
  const { count, kept } = await batch;
  return kept === undefined ? [table, count] : [table, count, kept];
}

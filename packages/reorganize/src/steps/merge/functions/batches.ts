import type { Batches } from "../../../plan/step.js";

/** Rows of one batch at most: a program that writes one of them waits until it has committed. */
export const mostRows = 500;

/** What a function takes and returns that handles one batch: the cursor and the size, then the next cursor and the rows. */
export const batchSignature = {
  parameters: "_cursor jsonb, _size integer",
  returns: "TABLE (reached jsonb, handled bigint)",
  byKey: "batch",
} as const;

/** Batches that a function of this signature handles. */
export function batchesOf(name: string): Batches {
  const sql = `SELECT reached AS cursor, handled AS rows FROM ${name}($1::jsonb, $2::integer)`;
  return { how: "batches", first: sql, next: sql, silent: true };
}

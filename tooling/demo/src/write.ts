/** The table a batch went to, as "schema.table", and how many of its rows were new. */
export type Written = readonly [table: string, rows: number];

/**
 * Waits for `createMany` and keeps where its rows went. Rows that were there already are skipped by
 * the database and not counted.
 */
export async function write(
  table: string,
  batch: PromiseLike<{ readonly count: number }>,
): Promise<Written> {
  return [table, (await batch).count];
}

import { forEachParent, nameOf, patientValue, type Session, type Table } from "./session.js";

export interface DrainOptions {
  /** Blocks of the default partition that one transaction copies; 1,000, which is 8 MB, if left out. */
  readonly blocks?: number;
}

/**
 * Gives the rows that lie in default partitions partitions of their own, while others go on reading and
 * writing: it copies them in batches, then changes places in a moment. Begun and cut off, it goes on with the
 * next call.
 *
 * @returns how many rows got a partition
 * @throws AggregateError of what kept tables from being drained, after all had their turn
 */
export async function drain(session: Session, options: DrainOptions = {}): Promise<number> {
  let drained = 0;
  await forEachParent(session, async (table) => {
    drained += await drainTable(session, table, options);
  });
  return drained;
}

async function drainTable(
  session: Session,
  table: Table,
  { blocks = 1_000 }: DrainOptions,
): Promise<number> {
  const { connection, signal } = session;
  const holdsRows = await connection.query<{ value: boolean }>(
    `SELECT pg_catalog.pg_relation_size(partition) > 0 AS value FROM partitions.children($1) WHERE is_default`,
    [nameOf(table)],
  );
  if (!holdsRows.rows[0]?.value) return 0;
  const begin = `SELECT partitions.drain_begin($1)::float8 AS value`;
  const size = (await patientValue<number>(session, begin, table)) ?? 0;
  for (let from = 0; from < size; from += blocks) {
    if (signal?.aborted) return 0;
    const batch = `SELECT partitions.drain_batch($1, $2, $3)`;
    await connection.query(batch, [nameOf(table), from, Math.min(from + blocks, size)]);
  }
  await connection.query(`SELECT partitions.drain_compare($1)`, [nameOf(table)]);
  const end = `SELECT partitions.drain_end($1)::float8 AS value`;
  return (await patientValue<number>(session, end, table)) ?? 0;
}

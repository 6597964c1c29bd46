import { ownSchema } from "../catalog/own-schema.js";
import type { Session } from "../session/session.js";
import type { Baseline } from "./baseline.js";
import { extraSums } from "./fingerprint.js";

/** Rows that one transaction takes; what is left after it fits into a fraction of them. */
const defaultBatch = 20_000;

/**
 * Adds up what the watches have noted, so that it does not grow with every write: what the baseline
 * has seen already goes, all else becomes one row per bucket and operation. Whoever reads meanwhile
 * sees it either as it was or added up, and the sums are the same. Programs do not wait for it.
 */
export async function compactWritten(
  session: Session,
  baselines: readonly Baseline[],
  batch = defaultBatch,
): Promise<void> {
  for (const baseline of baselines) await compactOne(session, baseline, batch);
}

async function compactOne(session: Session, baseline: Baseline, batch: number): Promise<void> {
  let left = await countWritten(session, baseline.relation, batch);
  while (left >= batch) {
    await session.inTransaction(`add up ${baseline.relation}`, { scans: true }, (client) =>
      client.query(compactSql(baseline), [baseline.relation, baseline.snapshot, batch]),
    );
    // Programs may write more than one round takes: then it is the next verification's.
    left -= batch;
  }
}

// Counting stops where the answer is known well enough.
async function countWritten(session: Session, relation: string, batch: number): Promise<number> {
  const [row] = await session.query<{ rows: string }>(
    `SELECT pg_catalog.count(*) AS rows
       FROM (SELECT FROM ${ownSchema}.written WHERE relation = $1 LIMIT $2) AS noted`,
    [relation, batch * 1_000],
  );
  return Number(row?.rows);
}

// The sum is noted as written by this transaction, which is later than the baseline as all parts of it were.
function compactSql({ columns }: Baseline): string {
  const sums = Array.from(
    { length: columns.length + extraSums },
    (_, at) => `pg_catalog.sum(sums[${at + 1}])`,
  );
  return `WITH gone AS (
      DELETE FROM ${ownSchema}.written WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM ${ownSchema}.written WHERE relation = $1 LIMIT $3 FOR UPDATE SKIP LOCKED))
      RETURNING *)
    INSERT INTO ${ownSchema}.written (relation, operation, bucket, added, removed, sums)
    SELECT $1, operation, bucket, pg_catalog.sum(added), pg_catalog.sum(removed), ARRAY[${sums.join(", ")}]
      FROM gone WHERE NOT pg_catalog.pg_visible_in_snapshot(writer, $2::pg_snapshot)
     GROUP BY operation, bucket`;
}

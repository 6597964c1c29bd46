import type { Baseline } from "../ledger/baseline.js";
import { addUpWritten, countWritten } from "../ledger/written.js";
import { queryable } from "../session/queryable.js";
import type { Session } from "../session/session.js";
import { extraSums } from "./fingerprint.js";

/** Rows that one transaction takes; what is left after it fits into a fraction of them. */
const defaultBatch = 20_000;

/**
 * Adds up the captured writes, so that they do not grow with every write: what the baseline has seen
 * already goes, all else becomes one row per bucket and operation. A reader meanwhile sees it either as
 * it was or added up, and the sums are the same. Programs do not wait for it.
 */
export async function compactWritten(
  session: Session,
  baselines: readonly Baseline[],
  batch = defaultBatch,
): Promise<void> {
  for (const baseline of baselines) await compactOne(session, baseline, batch);
}

async function compactOne(session: Session, baseline: Baseline, batch: number): Promise<void> {
  const { relation, columns } = baseline;
  const sums = columns.length + extraSums;
  let left = await countWritten(session, relation, batch * 1_000);
  while (left >= batch) {
    await session.inTransaction(`add up ${relation}`, { scans: true }, (client) =>
      addUpWritten(queryable(client), baseline, { sums, batch }),
    );
    // Programs may write more than one round takes: then it is the next verification's.
    left -= batch;
  }
}

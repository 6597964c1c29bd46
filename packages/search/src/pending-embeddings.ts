import type { RawClient } from "@deepiri/database";
import { vectorText } from "./vector-text.js";

/** An entry of the queue that a worker has taken. */
export interface PendingEmbedding {
  readonly id: bigint | string;
  readonly content: string;
  readonly contentHash: string;
}

/** Takes the next entries for so many seconds, and counts the attempt. */
export async function takePending(
  client: RawClient,
  model: string,
  { batch, lease, maxAttempts }: { batch: number; lease: number; maxAttempts: number },
): Promise<PendingEmbedding[]> {
  return await client.$queryRawUnsafe<PendingEmbedding[]>(
    `SELECT id, content, content_hash AS "contentHash"
     FROM search.take_pending($1, $2::integer, make_interval(secs => $3::double precision), $4::integer)`,
    model,
    batch,
    lease,
    maxAttempts,
  );
}

/** Completes an entry; false where its text has changed meanwhile, and the vector is not kept. */
export async function putVector(
  client: RawClient,
  { id, contentHash }: PendingEmbedding,
  vector: ArrayLike<number>,
): Promise<boolean> {
  const [row] = await client.$queryRawUnsafe<{ kept: boolean }[]>(
    "SELECT search.put_vector($1::text::bigint, $2, $3::text::real[]) AS kept",
    `${id}`,
    contentHash,
    vectorText(vector),
  );
  return row?.kept === true;
}

/** Notes why an attempt failed, and tells what becomes of the entry; null where that no longer matters. */
export async function putFailure(
  client: RawClient,
  { id, contentHash }: PendingEmbedding,
  error: string,
  { maxAttempts, firstWait }: { maxAttempts: number; firstWait: number },
): Promise<"pending" | "failed" | null> {
  const [row] = await client.$queryRawUnsafe<{ status: "pending" | "failed" | null }[]>(
    `SELECT search.put_failure($1::text::bigint, $2, $3, $4::integer,
       make_interval(secs => $5::double precision)) AS status`,
    `${id}`,
    contentHash,
    error,
    maxAttempts,
    firstWait,
  );
  return row?.status ?? null;
}

/** Frees entries that were taken and not tried. */
export async function giveBack(
  client: RawClient,
  entries: readonly PendingEmbedding[],
): Promise<void> {
  await client.$queryRawUnsafe(
    "SELECT search.give_back($1::text[]::bigint[])::text",
    entries.map(({ id }) => `${id}`),
  );
}

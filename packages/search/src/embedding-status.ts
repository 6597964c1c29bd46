import type { RawClient } from "@deepiri/database";

/** How many texts of a collection have a status. */
export interface EmbeddingStatus {
  readonly model: string;
  readonly status: "pending" | "completed" | "failed";
  readonly amount: number;
  /** Seconds since the first pending one is due; null where none is. */
  readonly oldestWait: number | null;
}

/** Counts the texts of a collection by model and status. */
export async function embeddingStatus(
  client: RawClient,
  collection: string,
): Promise<EmbeddingStatus[]> {
  return await client.$queryRawUnsafe<EmbeddingStatus[]>(
    `SELECT model, status, amount::integer AS amount,
       CASE WHEN oldest_wait_seconds > 0 THEN oldest_wait_seconds END AS "oldestWait"
     FROM search.embedding_status($1)`,
    collection,
  );
}

/** Has the texts that were given up tried again, and gives how many. For an administrator or a job. */
export async function retryFailed(client: RawClient, model: string): Promise<number> {
  const [row] = await client.$queryRawUnsafe<{ retried: number }[]>(
    "SELECT search.retry_failed($1)::integer AS retried",
    model,
  );
  return row?.retried ?? 0;
}

import type { RawClient } from "@deepiri/database";
import { type Embedded, embedPending, embedWords, wordsModel } from "@deepiri/search";

/** Embeds by words what was remembered since the last time, of all organizations. For a job, which acts as the owner. */
export async function embedMemories(client: RawClient): Promise<Embedded> {
  return await embedPending(client, { model: wordsModel, embed: embedWords });
}

/** What a purge removed. */
export interface Purged {
  readonly memories: number;
  readonly context: number;
}

/** Removes memories and context that have expired, of all organizations. For a job, which acts as the owner. */
export async function purgeExpired(client: RawClient): Promise<Purged> {
  const [row] = await client.$queryRawUnsafe<Purged[]>(
    "SELECT memories::integer, context::integer FROM conversation.purge_expired()",
  );
  return row ?? { memories: 0, context: 0 };
}

import type { RawClient } from "@deepiri/database";
import { type Embedded, embedPending, embedWords, wordsModel } from "@deepiri/search";

/** Embeds by words what was written since the last time, of all tenants. For a job, which acts as the owner. */
export async function embedEntities(client: RawClient): Promise<Embedded> {
  return await embedPending(client, { model: wordsModel, embed: embedWords });
}

import type { RawClient } from "@deepiri/database";

/**
 * Changes the language of a collection's words, batch by batch, each in a transaction of its own. Searches meanwhile
 * find rows of both languages, each by its own. Interrupted, it is finished by another call or by the job
 * `search.rewrite-words`.
 *
 * @param client outside of a transaction, as the owner of the database's objects
 * @param language a text search configuration, such as `german`
 */
export async function setLanguage(
  client: RawClient,
  collection: string,
  language: string,
): Promise<void> {
  await client.$queryRawUnsafe("SELECT search.set_language($1, $2)::text", collection, language);
  await rewriteWords(client, collection);
}

/** Makes words anew where they are still in another language than the collection's, and gives of how many rows. */
export async function rewriteWords(
  client: RawClient,
  collection: string,
  { batch = 1000, signal }: { batch?: number; signal?: AbortSignal } = {},
): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const [row] = await client.$queryRawUnsafe<{ rewritten: number }[]>(
      "SELECT search.rewrite_words($1, $2::integer) AS rewritten",
      collection,
      batch,
    );
    if (!row?.rewritten) break;
    total += row.rewritten;
  }
  return total;
}

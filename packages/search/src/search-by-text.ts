import type { RawClient } from "@deepiri/database";
import type { Found, SearchRequest } from "./search-request.js";

/** What matches words. */
export interface TextSearch extends SearchRequest {
  /** As people type it: words, `"a phrase"`, `or`, `-not`. Nothing that is typed is an error. */
  readonly text: string;
}

/**
 * Finds the rows that match words, in the collection's language. The score is `ts_rank`: words of the title count
 * more than those of the description, and these more than those of the content.
 */
export async function searchByText(client: RawClient, search: TextSearch): Promise<Found[]> {
  const { collection, tenant, viewer, text, limit = 10, kinds, keys } = search;
  return await client.$queryRawUnsafe<Found[]>(
    `SELECT key, score, rank FROM search.by_text(
       $1, $2, $3, $4, $5::integer, $6::text[], $7::text[])`,
    collection,
    tenant,
    viewer,
    text,
    limit,
    kinds ?? null,
    keys ?? null,
  );
}

import type { RawClient } from "@deepiri/database";
import type { Found, SearchRequest } from "./search-request.js";

/** What is near to a row, by a model. */
export interface SimilarSearch extends SearchRequest {
  readonly model: string;
  /** Key of the row; it is not among what is found. */
  readonly key: string;
}

/**
 * Finds the rows nearest in meaning to another one, scored by cosine. There are none where that row is not embedded,
 * is not there, or is not for the viewer to see: the answer does not tell which.
 */
export async function similarTo(client: RawClient, search: SimilarSearch): Promise<Found[]> {
  const { collection, tenant, viewer, model, key, limit = 10, kinds, keys } = search;
  return await client.$queryRawUnsafe<Found[]>(
    `SELECT key, score, rank FROM search.similar_to(
       $1, $2, $3, $4, $5, $6::integer, $7::text[], $8::text[])`,
    collection,
    tenant,
    viewer,
    model,
    key,
    limit,
    kinds ?? null,
    keys ?? null,
  );
}

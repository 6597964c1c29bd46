import type { RawClient } from "@deepiri/database";
import type { Found, SearchRequest } from "./search-request.js";
import { vectorText } from "./vector-text.js";

/** What is near to a vector, by a model. */
export interface VectorSearch extends SearchRequest {
  readonly model: string;
  /** As many numbers as the model has dimensions; of any length but zero. */
  readonly vector: ArrayLike<number>;
  /** Compares every row that may be found, however many: slow, and what the usual answer is measured against. */
  readonly exact?: boolean | undefined;
}

/**
 * Finds the rows whose texts are nearest in meaning. The score is the cosine, 1 for the same direction. Rows not
 * embedded yet are not found; of those whose text has just changed, the former vector counts until there is a new one.
 *
 * Up to a thousand rows that may be found are all compared exactly; of more, those that an index or one bit for each
 * dimension says are near.
 */
export async function searchByVector(client: RawClient, search: VectorSearch): Promise<Found[]> {
  const { collection, tenant, viewer, model, vector, limit = 10, kinds, keys, exact } = search;
  return await client.$queryRawUnsafe<Found[]>(
    `SELECT key, score, rank FROM search.by_vector(
       $1, $2, $3, $4, $5::text::real[], $6::integer, $7::text[], $8::text[], $9::boolean)`,
    collection,
    tenant,
    viewer,
    model,
    vectorText(vector),
    limit,
    kinds ?? null,
    keys ?? null,
    exact ?? false,
  );
}

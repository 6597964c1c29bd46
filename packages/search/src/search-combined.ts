import type { RawClient } from "@deepiri/database";
import type { TextSearch } from "./search-by-text.js";
import type { VectorSearch } from "./search-by-vector.js";
import type { Found } from "./search-request.js";
import { vectorText } from "./vector-text.js";

/** What matches words, or is near to a vector, or best both. */
export interface CombinedSearch extends TextSearch, Omit<VectorSearch, "exact"> {}

/** A row that was found, and what place each of the two searches gave it; null where one did not find it. */
export interface FoundCombined extends Found {
  readonly textRank: number | null;
  readonly vectorRank: number | null;
}

/**
 * Finds rows by words and by vector, and fuses the two by their ranks: the score is the sum of 1/(60 + rank). A row
 * that both found is ahead of one that a single search found as well placed.
 */
export async function searchCombined(
  client: RawClient,
  search: CombinedSearch,
): Promise<FoundCombined[]> {
  const { collection, tenant, viewer, model, text, vector, limit = 10, kinds, keys } = search;
  return await client.$queryRawUnsafe<FoundCombined[]>(
    `SELECT key, score, rank, text_rank AS "textRank", vector_rank AS "vectorRank" FROM search.combined(
       $1, $2, $3, $4, $5, $6::text::real[], $7::integer, $8::text[], $9::text[])`,
    collection,
    tenant,
    viewer,
    model,
    text,
    vectorText(vector),
    limit,
    kinds ?? null,
    keys ?? null,
  );
}

import type { DproClient } from "../client.js";

/** A tool found by its name or description. */
export interface FoundTool {
  readonly id: bigint;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly rating: number;
}

/**
 * Finds active tools by words of name and description, best match first. Words are compared by their
 * English stem, `"..."` asks for a phrase and `-word` leaves out; nothing that is typed is an error.
 *
 * @param limit how many at most
 */
export function searchTools(
  client: Pick<DproClient, "$queryRaw">,
  words: string,
  limit = 20,
): Promise<FoundTool[]> {
  return client.$queryRaw<FoundTool[]>`
    SELECT tools.id, tools.name, tools.description, tools.category, tools.rating
    FROM marketplace.tools,
      websearch_to_tsquery('pg_catalog.english', ${words}) AS query,
      LATERAL (SELECT to_tsvector('pg_catalog.english', tools.name || ' ' || tools.description) AS text)
    WHERE tools.is_active AND text @@ query
    ORDER BY ts_rank(text, query) DESC, tools.rating DESC, tools.id
    LIMIT ${limit}`;
}

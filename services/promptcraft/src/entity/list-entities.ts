import { whoAsks } from "@deepiri/database";
import type { PromptcraftTransaction } from "../client.js";
import type { Entity } from "../generated/client.js";
import type { EntityType } from "../words.js";
import { entityColumns } from "./columns.js";

/** Which entities are listed. */
export interface Listing {
  readonly type?: EntityType;
  readonly ownerId?: string;
  /** At most so many, 50 if left out. */
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

/** Some of a list. */
export interface Page {
  readonly entities: readonly Entity[];
  /** What the next page begins after; null when this is the last. */
  readonly next: string | null;
}

/** The entities that who asks may see, the latest changed first, a page at a time. */
export async function listEntities(
  client: PromptcraftTransaction,
  { type, ownerId, limit = 50, after }: Listing = {},
): Promise<Page> {
  // The place is a text: a Date would lose the microseconds, and with them rows between two pages.
  const sql = `SELECT ${entityColumns("entity")}, entity.updated_at || ' ' || entity.id AS place
    FROM promptcraft.visible_entities($1::uuid) AS entity
    WHERE ($2::text IS NULL OR entity.entity_type = $2) AND ($3::uuid IS NULL OR entity.owner_id = $3)
      AND ($4::timestamptz IS NULL OR (entity.updated_at, entity.id) < ($4, $5::uuid))
    ORDER BY entity.updated_at DESC, entity.id DESC LIMIT $6::integer + 1`;
  const [, instant = null, id = null] = after?.match(/^(.+) (\S+)$/) ?? [];
  const values = [whoAsks().user, type ?? null, ownerId ?? null, instant, id, limit];
  const found = await client.$queryRawUnsafe<(Entity & { place: string })[]>(sql, ...values);
  const page = found.slice(0, limit);
  return {
    entities: page.map(({ place, ...entity }) => entity),
    next: found.length > limit ? (page.at(-1)?.place ?? null) : null,
  };
}

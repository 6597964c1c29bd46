import type { PromptcraftTransaction } from "../client.js";
import { readEntity } from "../entity/read-entity.js";
import { type Age, ageOf } from "./age.js";

/** How an entity is used, as of the last refresh. */
export interface EntityStats extends Age {
  readonly favorites: number;
  /** That held then, public links too. */
  readonly shares: number;
  readonly outgoing: number;
  readonly incoming: number;
  /** In the 30 days before the refresh. */
  readonly uses: number;
  readonly lastUsedAt: Date | null;
}

/**
 * How an entity is used, or null where it was not there at the last refresh, or deleted. Throws NotFound unless who asks
 * may read it.
 */
export async function readEntityStats(
  client: PromptcraftTransaction,
  entityId: string,
): Promise<EntityStats | null> {
  await readEntity(client, entityId);
  const [stats] = await client.$queryRaw<Omit<EntityStats, keyof Age>[]>`
    SELECT favorites::integer, shares::integer, outgoing::integer, incoming::integer,
      uses_30_days::integer AS uses, last_used_at AS "lastUsedAt"
    FROM promptcraft.own_entity_stats WHERE entity_id = ${entityId}::uuid`;
  return stats ? { ...stats, ...(await ageOf(client, "promptcraft.entity_stats")) } : null;
}

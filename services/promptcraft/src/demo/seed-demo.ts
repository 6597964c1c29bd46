import type { PromptcraftClient } from "../client.js";
import { embedEntities } from "../search/embed-entities.js";
import { addTenant } from "./add-tenant.js";
import { slugsOf } from "./slugs.js";

/** What was not there before. */
export interface Added {
  readonly tenants: number;
}

/**
 * Fills the tables with demo data: a tenant a step of scale, with people, entities that have versions of the last two
 * months, relationships, shares, uses and suggestions, embedded by their words, and refreshes the read models. A tenant
 * that is there is left alone.
 *
 * @param client acts as the owner of the tables
 */
export async function seedDemo(
  client: PromptcraftClient,
  scale: number,
  now: Date = new Date(),
): Promise<Added> {
  const slugs = slugsOf(scale);
  const there = await client.tenant.findMany({ where: { slug: { in: slugs } } });
  const missing = slugs.filter((slug) => !there.some((tenant) => tenant.slug === slug));
  for (const slug of missing) await addTenant(client, slug, now);
  await embedEntities(client);
  if (missing.length > 0)
    for (const model of ["promptcraft.entity_stats", "promptcraft.tenant_usage_summary"])
      await client.$queryRawUnsafe("CALL read_models.refresh($1)", model);
  return { tenants: missing.length };
}

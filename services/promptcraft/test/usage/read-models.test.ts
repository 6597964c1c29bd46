import { beforeAll, expect, it } from "vitest";
import { readEntityStats, readUsageSummary } from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, tenants, users, entities, favorites, shares, relationships, usageEvents } =
  usePromptcraft();

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

async function refresh(): Promise<void> {
  for (const model of ["promptcraft.entity_stats", "promptcraft.tenant_usage_summary"])
    await db.owner.query("CALL read_models.refresh($1)", [model]);
}

let ada: Awaited<ReturnType<typeof users.create>>;
let bruno: typeof ada;
let used: Awaited<ReturnType<typeof entities.create>>;

beforeAll(async () => {
  [ada, bruno] = await users.createMany(2);
  await users.create({ deletedAt: new Date() });
  used = await entities.create({ owner: ada });
  const other = await entities.create({ owner: ada, entityType: "context" });
  await entities.create({ owner: ada, deletedAt: new Date() });
  await usageEvents.create({
    entity: used,
    inputTokens: 60,
    outputTokens: 40,
    totalTokens: 100,
    costUsd: "0.5",
  });
  await usageEvents.create({
    entity: used,
    occurredAt: daysAgo(31),
    inputTokens: 7,
    totalTokens: 7,
  });
  await usageEvents.create({
    entity: used,
    occurredAt: daysAgo(-1),
    inputTokens: 9,
    totalTokens: 9,
  });
  await favorites.create({ user: ada, entity: used });
  await favorites.create({ user: bruno, entity: used });
  await shares.create({ entity: used, sharedBy: ada.id, sharedWith: bruno.id });
  await shares.create({
    entity: other,
    sharedBy: ada.id,
    sharedWith: bruno.id,
    expiresAt: daysAgo(1),
  });
  await relationships.create({ source: used, target: other });
  await relationships.create({ source: other, target: used });
  await relationships.create({ source: other, target: used, relationshipType: "suggests" });
});

it("the summary of a tenant adds up each source alone: users and entities do not multiply its tokens", async () => {
  expect(await as(ada, () => readUsageSummary(open.client))).toBeNull();
  await refresh();
  expect(await as(ada, () => readUsageSummary(open.client))).toMatchObject({
    ...{ users: 2, entities: 2, contexts: 1, templates: 1, workflows: 0, libraries: 0 },
    ...{ tokens: 100n, costUsd: "0.500000" },
  });
});

it("figures of an entity are of it alone, and of what holds", async () => {
  await refresh();
  const stats = await as(ada, () => readEntityStats(open.client, used.id));
  expect(stats).toMatchObject({ favorites: 2, shares: 1, outgoing: 1, incoming: 2, uses: 1 });
});

it("figures say when they were made, and are as they were then", async () => {
  await refresh();
  const before = await as(ada, () => readUsageSummary(open.client));
  expect(before?.ageSeconds).toBeLessThan(60);
  expect(before?.refreshedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  await usageEvents.create({ inputTokens: 1, totalTokens: 1 });
  expect(await as(ada, () => readUsageSummary(open.client))).toMatchObject({ tokens: 100n });
});

it("another tenant's figures are not read", async () => {
  await refresh();
  const stranger = await users.create({ tenant: await tenants.create() });
  expect(await as(stranger, () => readUsageSummary(open.client))).toBeNull();
  await expect(as(stranger, () => readEntityStats(open.client, used.id))).rejects.toThrow();
  for (const model of ["entity_stats", "tenant_usage_summary"]) {
    const read = db.query(`SELECT FROM promptcraft.${model}`);
    await expect(read).rejects.toMatchObject({ code: "42501" });
    expect(await db.query(`SELECT FROM promptcraft.own_${model}`)).toEqual([]);
  }
});

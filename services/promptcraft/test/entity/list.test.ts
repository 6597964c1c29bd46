import { expect, it } from "vitest";
import { listEntities } from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { open, as, users, entities } = usePromptcraft();

it("pages of a list have each entity once, the latest changed first, though many changed in one millisecond", async () => {
  const ada = await users.create();
  const updatedAt = (place: number) => `2026-11-01T10:00:00.00000${place % 3}Z` as unknown as Date;
  for (let place = 0; place < 9; place += 1)
    await entities.create({ owner: ada, updatedAt: updatedAt(place) });
  await as(ada, async () => {
    const all = (await listEntities(open.client)).entities.map(({ id }) => id);
    expect(all).toHaveLength(9);
    const paged: string[] = [];
    let after: string | undefined;
    do {
      const { entities: page, next } = await listEntities(open.client, {
        limit: 2,
        ...(after && { after }),
      });
      expect(page.length).toBeLessThanOrEqual(2);
      paged.push(...page.map(({ id }) => id));
      after = next ?? undefined;
    } while (after);
    expect(paged).toEqual(all);
  });
});

it("a list is of a type or an owner, if that is asked for, and of what may be seen", async () => {
  const [ada, bruno] = await users.createMany(2);
  const seen = { visibility: "public", status: "published" } as const;
  const template = await entities.create({ owner: ada, ...seen });
  const context = await entities.create({ owner: ada, entityType: "context", ...seen });
  await entities.create({ owner: ada });
  const ids = async (listing: Parameters<typeof listEntities>[1]) =>
    (await as(bruno, () => listEntities(open.client, listing))).entities.map(({ id }) => id);
  expect(await ids({ ownerId: ada.id })).toEqual([context.id, template.id]);
  expect(await ids({ ownerId: ada.id, type: "template" })).toEqual([template.id]);
  expect(await ids({ ownerId: bruno.id })).toEqual([]);
});

import { rawClient } from "@deepiri/database";
import { readStream } from "@deepiri/event-log";
import { describe, expect, it } from "vitest";
import {
  archiveEntity,
  createEntity,
  deleteEntity,
  editEntity,
  NotAllowed,
  NothingToDo,
  publishEntity,
  purgeDue,
  readEntity,
  readEntityEvents,
  recordUsage,
  recoverEntity,
  shareEntity,
} from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, users, favorites, relationships } = usePromptcraft();

async function mine(owner: { id: string; tenantId: string }): Promise<string> {
  const content = { items: ["a"] };
  const given = { entityType: "library", title: "Shelf", content } as const;
  return (await as(owner, () => createEntity(open.client, given))).id;
}

describe("publishing", () => {
  it("keeps the first time through archiving and a second publication", async () => {
    const ada = await users.create();
    const id = await mine(ada);
    await as(ada, async () => {
      await expect(archiveEntity(open.client, id)).rejects.toBeInstanceOf(NothingToDo);
      const { publishedAt } = await publishEntity(open.client, id, 1);
      expect(publishedAt).not.toBeNull();
      await expect(publishEntity(open.client, id)).rejects.toBeInstanceOf(NothingToDo);
      expect(await archiveEntity(open.client, id)).toMatchObject({
        status: "archived",
        publishedAt,
      });
      expect(await publishEntity(open.client, id)).toMatchObject({
        status: "published",
        publishedAt,
      });
    });
  });

  it("is for the owner alone", async () => {
    const [ada, bruno] = await users.createMany(2);
    const id = await mine(ada);
    await as(ada, () => shareEntity(open.client, id, bruno.id, { permission: "edit" }));
    for (const change of [publishEntity, archiveEntity, deleteEntity])
      await expect(as(bruno, () => change(open.client, id))).rejects.toBeInstanceOf(NotAllowed);
  });
});

describe("a deleted entity", () => {
  it("is as it was, once it is recovered, and not changed before", async () => {
    const ada = await users.create();
    const id = await mine(ada);
    await as(ada, async () => {
      const deleted = await deleteEntity(open.client, id, 1);
      const days = (Number(deleted.purgeAt) - Number(deleted.deletedAt)) / 86_400_000;
      expect(days).toBe(30);
      await expect(editEntity(open.client, id, { title: "x" }, 2)).rejects.toThrow(
        "recover it first",
      );
      const recovered = await recoverEntity(open.client, id);
      expect(recovered).toMatchObject({
        title: "Shelf",
        deletedAt: null,
        purgeAt: null,
        version: 3,
      });
      await expect(recoverEntity(open.client, id)).rejects.toBeInstanceOf(NothingToDo);
      const types = (await readEntityEvents(open.client, id)).map(({ type }) => type);
      expect(types).toEqual(["entity.created", "entity.deleted", "entity.recovered"]);
    });
  });

  it("is purged when its time has come, with all versions; its events and the cost of its use stay", async () => {
    const ada = await users.create();
    const [id, other] = [await mine(ada), await mine(ada)];
    await favorites.create({ userId: ada.id, entityId: id });
    await relationships.create({ sourceId: id, targetId: other });
    await as(ada, async () => {
      await recordUsage(open.client, { eventType: "execution", entityId: id, costUsd: "0.25" });
      await deleteEntity(open.client, id);
      await deleteEntity(open.client, other);
    });
    await db.owner.query(
      "UPDATE promptcraft.entity SET deleted_at = now() - interval '2 d', purge_at = now() - interval '1 d' WHERE id = $1",
      [id],
    );
    expect(await purgeDue(rawClient(db.owner))).toBe(1);
    expect(await purgeDue(rawClient(db.owner))).toBe(0);

    const left = await db.owner.query(
      `SELECT (SELECT count(*)::int FROM promptcraft.entity_version WHERE id = $1) AS versions,
         (SELECT count(*)::int FROM promptcraft.favorite WHERE entity_id = $1) AS favorites,
         (SELECT count(*)::int FROM promptcraft.relationship WHERE $1 IN (source_id, target_id)) AS relationships`,
      [id],
    );
    expect(left.rows).toEqual([{ versions: 0, favorites: 0, relationships: 0 }]);
    await as(ada, () =>
      expect(readEntity(open.client, other)).resolves.toMatchObject({ id: other }),
    );
    const stream = { tenant: ada.tenantId, stream: `entity ${id}` };
    expect(await readStream(rawClient(db.owner), stream)).toHaveLength(3);
    const { rows } = await db.owner.query(
      "SELECT tenant_id, user_id, entity_id, cost_usd FROM promptcraft.usage_event",
    );
    expect(rows).toEqual([
      { tenant_id: ada.tenantId, user_id: ada.id, entity_id: null, cost_usd: "0.250000" },
    ]);
  });
});

import { expect, it } from "vitest";
import { handOverEntities, NotFound, readEntity, readEntityEvents } from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, tenants, users, entities, shares } = usePromptcraft();

const remove = (id: string) => db.owner.query("DELETE FROM promptcraft.user WHERE id = $1", [id]);

it("a user who owns something is removed only after it is handed over, and all who used it still may", async () => {
  const [ada, bruno, chidi] = await users.createMany(3);
  const [lent, other] = await entities.createMany(2, { owner: ada });
  await shares.create({ entity: lent, sharedBy: ada.id, sharedWith: chidi.id });
  await shares.create({ entity: other, sharedBy: ada.id, sharedWith: bruno.id });
  await expect(remove(ada.id)).rejects.toMatchObject({
    table: expect.stringMatching(/entity|share/),
  });

  const handed = await as(bruno, () => handOverEntities(open.client, ada.id, bruno.id));
  expect(handed.sort()).toEqual([lent.id, other.id].sort());
  await remove(ada.id);

  expect(await as(chidi, () => readEntity(open.client, lent.id))).toMatchObject({
    ownerId: bruno.id,
    version: 2,
  });
  const events = await as(bruno, () => readEntityEvents(open.client, other.id));
  expect(events).toMatchObject([
    { type: "entity.handed_over", data: { from: ada.id, to: bruno.id }, actor: bruno.id },
  ]);
  const { rows } = await db.owner.query("SELECT shared_by, shared_with FROM promptcraft.share");
  expect(rows).toEqual([{ shared_by: bruno.id, shared_with: chidi.id }]);
});

it("what a user shared without owning it is shared by its owner then", async () => {
  const [ada, bruno, owner] = await users.createMany(3);
  const entity = await entities.create({ owner });
  await shares.create({ entity, sharedBy: ada.id, sharedWith: bruno.id });
  await as(owner, () => handOverEntities(open.client, ada.id, bruno.id));
  const { rows } = await db.owner.query(
    "SELECT shared_by FROM promptcraft.share WHERE entity_id = $1",
    [entity.id],
  );
  expect(rows).toEqual([{ shared_by: owner.id }]);
});

it("entities are handed to nobody of another tenant", async () => {
  const ada = await users.create();
  const stranger = await users.create({ tenant: await tenants.create() });
  const hand = () => handOverEntities(open.client, ada.id, stranger.id);
  await expect(as(ada, hand)).rejects.toBeInstanceOf(NotFound);
});

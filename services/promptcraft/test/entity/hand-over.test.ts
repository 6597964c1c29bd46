import { PermissionDenied, packageRole } from "@deepiri/database";
import { expect, it, onTestFinished } from "vitest";
import { createPromptcraftClient } from "../../src/client.js";
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

  const handed = await as(ada, () => handOverEntities(open.client, ada.id, bruno.id));
  expect(handed.sort()).toEqual([lent.id, other.id].sort());
  await remove(ada.id);

  expect(await as(chidi, () => readEntity(open.client, lent.id))).toMatchObject({
    ownerId: bruno.id,
    version: 2,
  });
  const events = await as(bruno, () => readEntityEvents(open.client, other.id));
  expect(events).toMatchObject([
    { type: "entity.handed_over", data: { from: ada.id, to: bruno.id }, actor: ada.id },
  ]);
  const { rows } = await db.owner.query("SELECT shared_by, shared_with FROM promptcraft.share");
  expect(rows).toEqual([{ shared_by: bruno.id, shared_with: chidi.id }]);
});

it("what a user shared without owning it is shared by its owner then", async () => {
  const [ada, bruno, owner] = await users.createMany(3);
  const entity = await entities.create({ owner });
  await shares.create({ entity, sharedBy: ada.id, sharedWith: bruno.id });
  await as(ada, () => handOverEntities(open.client, ada.id, bruno.id));
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

/** A client whose login is in the role of one package, and in no other. */
async function clientOfLogin(key: string) {
  const login = `${key}_${process.pid}_${Date.now()}`;
  await db.owner.query(
    `CREATE ROLE ${login} LOGIN PASSWORD 'x' IN ROLE ${packageRole("promptcraft", db.database)}, ${packageRole(key, db.database)}`,
  );
  const url = new URL(db.url);
  [url.username, url.password] = [login, "x"];
  const client = createPromptcraftClient({ url: url.href, database: db.database });
  onTestFinished(async () => {
    await client.close();
    await db.owner.query(`DROP ROLE ${login}`);
  });
  return client;
}

it("an administrator hands over what is another's, and leaves a trace", async () => {
  const [ada, bruno, boss] = await users.createMany(3);
  const entity = await entities.create({ owner: ada });
  const client = await clientOfLogin("tenancy");
  const hand = (reason?: string) =>
    as(boss, () => handOverEntities(client, ada.id, bruno.id, reason));
  await expect(hand()).rejects.toThrow("without an actor and a reason");
  expect(await hand("ada has left")).toEqual([entity.id]);
  const { rows } = await db.owner.query("SELECT actor, reason FROM tenancy.crossings");
  expect(rows).toEqual([{ actor: boss.id, reason: "ada has left" }]);
  const events = await as(bruno, () => readEntityEvents(open.client, entity.id));
  expect(events).toMatchObject([{ type: "entity.handed_over", actor: boss.id }]);
});

it("who is neither the user nor an administrator hands nothing over, not by SQL either", async () => {
  const [ada, bruno] = await users.createMany(2);
  const entity = await entities.create({ owner: ada });
  const client = await clientOfLogin("promptcraft");
  const hand = () => handOverEntities(client, ada.id, bruno.id, "I want it");
  await expect(as(bruno, hand)).rejects.toBeInstanceOf(PermissionDenied);
  const sql = () => client.$queryRaw`
    SELECT id FROM promptcraft.hand_over(${ada.tenantId}::uuid, ${ada.id}::uuid, ${bruno.id}::uuid) AS id`;
  await expect(as(bruno, sql)).rejects.toThrow("by himself or an administrator of tenants alone");
  expect(await as(ada, () => readEntity(open.client, entity.id))).toMatchObject({
    ownerId: ada.id,
  });
});

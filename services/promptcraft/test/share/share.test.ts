import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  deleteEntity,
  NotAllowed,
  NotFound,
  NothingToDo,
  openLink,
  readEntity,
  readEntityEvents,
  readSharedWithMe,
  shareEntity,
  sharePublicly,
  unshareEntity,
} from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, tenants, users, entities } = usePromptcraft();

const inAnHour = () => new Date(Date.now() + 3_600_000);

async function adaAndBruno() {
  const [ada, bruno] = await users.createMany(2);
  const { id } = await entities.create({ owner: ada });
  return { ada, bruno, id };
}

describe("a share with a person", () => {
  it("is one, whatever is shared again, and holds until it ends", async () => {
    const { ada, bruno, id } = await adaAndBruno();
    await as(ada, () => shareEntity(open.client, id, bruno.id));
    await as(ada, () =>
      shareEntity(open.client, id, bruno.id, { permission: "edit", expiresAt: inAnHour() }),
    );
    expect(await as(bruno, () => readSharedWithMe(open.client))).toMatchObject([
      { id, permission: "edit", sharedBy: ada.id, expiresAt: expect.any(Date) },
    ]);
    await as(ada, () => unshareEntity(open.client, id, bruno.id));
    await expect(as(bruno, () => readEntity(open.client, id))).rejects.toBeInstanceOf(NotFound);
    const again = () => unshareEntity(open.client, id, bruno.id);
    await expect(as(ada, again)).rejects.toBeInstanceOf(NotFound);
  });

  it("is given by the owner to another of his tenant, and given back by who has it", async () => {
    const { ada, bruno, id } = await adaAndBruno();
    const stranger = await users.create({ tenant: await tenants.create() });
    const share = (userId: string) => () => shareEntity(open.client, id, userId);
    await expect(as(ada, share(stranger.id))).rejects.toBeInstanceOf(NotFound);
    await expect(as(ada, share(ada.id))).rejects.toBeInstanceOf(NothingToDo);
    await as(ada, share(bruno.id));
    const chidi = await users.create();
    await expect(as(bruno, share(chidi.id))).rejects.toBeInstanceOf(NotAllowed);
    await as(ada, share(chidi.id));
    const take = () => unshareEntity(open.client, id, chidi.id);
    await expect(as(bruno, take)).rejects.toBeInstanceOf(NotAllowed);
    await as(chidi, take);
    const events = await as(ada, () => readEntityEvents(open.client, id));
    expect(events).toMatchObject([
      { type: "entity.shared", data: { with: bruno.id, permission: "view" }, actor: ada.id },
      { type: "entity.shared", data: { with: chidi.id }, actor: ada.id },
      { type: "entity.unshared", data: { with: chidi.id }, actor: chidi.id },
    ]);
  });
});

describe("a public link", () => {
  it("opens the entity for who has the token, without user or tenant, and notes when", async () => {
    const { ada, id } = await adaAndBruno();
    const { token } = await as(ada, () => sharePublicly(open.client, id, inAnHour()));
    expect(await openLink(open.client, token)).toMatchObject({ id });
    const { rows } = await db.owner.query(
      "SELECT token_hash, accessed_at IS NOT NULL AS opened FROM promptcraft.share WHERE entity_id = $1",
      [id],
    );
    const tokenHash = createHash("sha256").update(token).digest();
    expect(rows).toEqual([{ token_hash: tokenHash, opened: true }]);
    await expect(openLink(open.client, `${token}x`)).rejects.toBeInstanceOf(NotFound);
  });

  it("ends when another is made, when it is taken back, with its time, and with the entity", async () => {
    const { ada, id } = await adaAndBruno();
    const link = async (expiresAt = inAnHour()) =>
      (await as(ada, () => sharePublicly(open.client, id, expiresAt))).token;
    const first = await link();
    const second = await link();
    await expect(openLink(open.client, first)).rejects.toBeInstanceOf(NotFound);
    await as(ada, () => unshareEntity(open.client, id, null));
    await expect(openLink(open.client, second)).rejects.toBeInstanceOf(NotFound);
    const ended = await link(new Date(Date.now() - 1000));
    await expect(openLink(open.client, ended)).rejects.toBeInstanceOf(NotFound);
    const last = await link();
    await as(ada, () => deleteEntity(open.client, id));
    await expect(openLink(open.client, last)).rejects.toBeInstanceOf(NotFound);
  });

  it("is one, though several are made at once", async () => {
    const { ada, id } = await adaAndBruno();
    const links = [1, 2, 3].map(() => as(ada, () => sharePublicly(open.client, id, inAnHour())));
    const tokens = (await Promise.all(links)).map(({ token }) => token);
    const opened = await Promise.allSettled(tokens.map((token) => openLink(open.client, token)));
    expect(opened.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

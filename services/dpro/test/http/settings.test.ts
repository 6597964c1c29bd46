import { describe, expect, it } from "vitest";
import { withoutSecrets } from "../../src/http/settings/without-secrets.js";
import { useDpro } from "../use-dpro.js";
import { as, openService } from "./open-service.js";

const { db, users, userPreferences } = useDpro();

describe("GET /users/:id/settings", () => {
  it("shows a user his own, and an administrator anybody's", async () => {
    const [user, admin] = await users.createMany(2);
    const { updatedAt } = await userPreferences.create({
      user,
      chatSettings: { theme: "dark", max_tokens: 100, provider: { api_key: "s3cret", name: "x" } },
      legacyExtra: { note: "s3cret" },
    });
    const { get, log } = await openService({ url: db.url });
    const expected = {
      userId: String(user.id),
      chatSettings: { theme: "dark", max_tokens: 100, provider: { name: "x" } },
      profileSettings: {},
      updatedAt: updatedAt.toISOString(),
    };
    for (const headers of [await as(user.id), await as(admin.id, "admin")]) {
      const answer = await get(`/users/${user.id}/settings`, headers);
      expect([answer.status, await answer.json()]).toEqual([200, expected]);
    }
    expect(log()).not.toContain("s3cret");
  });

  it("does not tell another user's from none, and asks who asks", async () => {
    const [owner, other] = await users.createMany(2);
    await userPreferences.create({ user: owner });
    const { get } = await openService({ url: db.url });
    const refused = async (id: bigint, headers: Record<string, string>) => {
      const answer = await get(`/users/${id}/settings`, headers);
      const { status, detail } = await answer.json();
      return [status, detail.replace(String(id), "ID")];
    };
    const absent = await refused(99_999n, await as(other.id));
    expect(absent).toEqual([404, "There are no settings of user ID."]);
    expect(await refused(owner.id, await as(other.id))).toEqual(absent);
    // Who has none of his own, and nobody at all.
    expect(await refused(other.id, await as(other.id))).toEqual(absent);
    expect(await refused(99_999n, await as(99_999n))).toEqual(absent);
    expect(await refused(99_999n, await as(other.id, "admin"))).toEqual(absent);
    expect((await get(`/users/${owner.id}/settings`)).status).toBe(401);
    const forged = { authorization: "Bearer a.b.c" };
    expect((await get(`/users/${owner.id}/settings`, forged)).status).toBe(401);
  });

  it.each(["me", "0", "1.5", "99999999999999999999"])("is a 400 for the id %s", async (id) => {
    const { get } = await openService({ url: db.url });
    const answer = await get(`/users/${id}/settings`, await as(1n));
    expect([answer.status, (await answer.json()).errors[0].field]).toEqual([400, "params.id"]);
  });
});

describe("a document without secrets", () => {
  it.each([
    [{ token: "x", a: 1 }, { a: 1 }],
    [{ list: [{ password: "x", b: null }] }, { list: [{ b: null }] }],
    [{ credentials: { user: "x", pass: "y" } }, {}],
    [
      { max_tokens: 5, has_password: true },
      { max_tokens: 5, has_password: true },
    ],
  ])("%j is %j", (document, rest) => expect(withoutSecrets(document)).toEqual(rest));
});

import { describe, expect, it } from "vitest";
import {
  createApiKey,
  endSessions,
  findApiKey,
  findSession,
  NotFound,
  openSession,
  revokeApiKey,
} from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, as, memberships } = useRobbieverse();

const inAnHour = () => new Date(Date.now() + 3_600_000);

type Member = Awaited<ReturnType<typeof memberships.create>>;
const begin = async (member: Member, expiresAt = inAnHour()) =>
  (await as(member, () => openSession(open.client, { expiresAt, nodeName: "aurora" }))).token;

/** What takes the right to act away from a member. */
const endings = [
  "UPDATE core.users SET is_active = false WHERE id = $2 AND $1::uuid IS NOT NULL",
  "UPDATE core.organization_memberships SET is_active = false WHERE organization_id = $1 AND user_id = $2",
  "UPDATE core.organizations SET status = 'suspended' WHERE id = $1 AND $2::uuid IS NOT NULL",
] as const;

describe("a session", () => {
  it("says whose it is by its token, of which only a hash is stored, and notes the login", async () => {
    const ada = await memberships.create();
    const token = await begin(ada);
    const owner = { tenant: ada.organizationId, actor: ada.userId };
    expect(await findSession(open.client, token)).toMatchObject(owner);
    expect(await findSession(open.client, `${token}x`)).toBeNull();
    const { rows } = await db.owner.query("SELECT session::text FROM core.sessions AS session");
    expect(rows[0].session).not.toContain(token);
    const { lastLogin } = await as(ada, () =>
      open.client.user.findFirstOrThrow({ where: { id: ada.userId } }),
    );
    expect(Date.now() - Number(lastLogin)).toBeLessThan(60_000);
  });

  it("notes when it was last asked, to the minute", async () => {
    const token = await begin(await memberships.create());
    const last =
      "SELECT now() - last_activity < interval '1 s' AS is_now FROM core.sessions WHERE token_hash = sha256($1)";
    const age = (by: string) =>
      db.owner.query("UPDATE core.sessions SET last_activity = now() - $1::interval", [by]);
    for (const [by, isNow] of [
      ["61 s", true],
      ["59 s", false],
    ] as const) {
      await age(by);
      await findSession(open.client, token);
      expect((await db.owner.query(last, [token])).rows).toEqual([{ is_now: isNow }]);
    }
  });

  it("ends when it is ended, and no other with it", async () => {
    const [ada, bruno] = (await memberships.createMany(2)) as [Member, Member];
    const [one, other] = [await begin(ada), await begin(ada)];
    const id = (await findSession(open.client, one))?.sessionId;
    expect(await as(bruno, () => endSessions(open.client, id))).toBe(0);
    expect(await as(ada, () => endSessions(open.client, id))).toBe(1);
    expect(await findSession(open.client, one)).toBeNull();
    expect(await findSession(open.client, other)).not.toBeNull();
    expect(await as(ada, () => endSessions(open.client))).toBe(1);
  });

  it("ends with its time", async () => {
    const token = await begin(await memberships.create());
    await db.owner.query(
      `UPDATE core.sessions SET created_at = now() - interval '2 h', expires_at = now() - interval '1 h'`,
    );
    expect(await findSession(open.client, token)).toBeNull();
  });
});

describe("a key of a program", () => {
  it("says for whom it holds and what it permits, until it is switched off", async () => {
    const [ada, bruno] = (await memberships.createMany(2)) as [Member, Member];
    const permissions = ["messages.read"];
    const { id, key } = await as(ada, () =>
      createApiKey(open.client, { name: "sync", permissions }),
    );
    const owner = { tenant: ada.organizationId, actor: ada.userId };
    expect(await findApiKey(open.client, key)).toEqual({ ...owner, keyId: id, permissions });
    const used = await as(ada, () => open.client.apiKey.findFirstOrThrow({ where: { id } }));
    expect(used.lastUsed).not.toBeNull();
    await expect(as(bruno, () => revokeApiKey(open.client, id))).rejects.toBeInstanceOf(NotFound);
    await as(ada, () => revokeApiKey(open.client, id));
    expect(await findApiKey(open.client, key)).toBeNull();
    await expect(as(ada, () => revokeApiKey(open.client, id))).rejects.toBeInstanceOf(NotFound);
  });

  it("ends with its time, if it has one", async () => {
    const ada = await memberships.create();
    const { key } = await as(ada, () =>
      createApiKey(open.client, { name: "once", expiresAt: inAnHour() }),
    );
    expect(await findApiKey(open.client, key)).not.toBeNull();
    await db.owner.query(
      "UPDATE core.api_keys SET created_at = now() - interval '2 h', expires_at = now() - interval '1 h' WHERE name = 'once'",
    );
    expect(await findApiKey(open.client, key)).toBeNull();
  });
});

it.each(endings)("nobody acts any more after %s", async (sql) => {
  const organization = await memberships.create();
  const token = await begin(organization);
  const { key } = await as(organization, () => createApiKey(open.client, { name: "sync" }));
  expect(await findSession(open.client, token)).not.toBeNull();
  await db.owner.query(sql, [organization.organizationId, organization.userId]);
  expect(await findSession(open.client, token)).toBeNull();
  expect(await findApiKey(open.client, key)).toBeNull();
});

import { rawClient, runWithContext } from "@deepiri/database";
import { acrossTenants } from "@deepiri/tenancy";
import { useClient } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { createRobbieverseClient } from "../../src/client.js";
import { addUser, findLogin } from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, as, memberships, organizations, users, systemConfigs } = useRobbieverse();
const administrator = useClient(db, ({ url, database }) =>
  createRobbieverseClient({ url, database, role: false }),
);

const somebody = (username: string) => ({
  username,
  email: `${username}@example.org`,
  passwordHash: "$2b$12$of.a.password",
});

describe("people", () => {
  it("are seen by members of the same organization, and by themselves", async () => {
    const [ada, bruno] = await memberships.createMany(2);
    const elsewhere = await memberships.create({ organization: await organizations.create() });
    if (!ada || !bruno) throw new Error("they are there");
    const seen = async (member: typeof ada) =>
      (await as(member, () => open.client.user.findMany())).map(({ id }) => id).sort();
    expect(await seen(ada)).toEqual([ada.userId, bruno.userId].sort());
    expect(await seen(elsewhere)).toEqual([elsewhere.userId]);
    expect(await seen({ ...ada, organizationId: elsewhere.organizationId })).toEqual(
      [ada.userId, elsewhere.userId].sort(),
    );
    expect(await open.client.user.findMany()).toEqual([]);
  });

  it("change themselves alone, and are neither made nor removed by a program's own statements", async () => {
    const [ada, bruno] = await memberships.createMany(2);
    if (!ada || !bruno) throw new Error("they are there");
    await as(ada, async () => {
      const { user } = open.client;
      const data = { preferences: { mood: "calm" } };
      expect(await user.updateMany({ where: { id: ada.userId }, data })).toEqual({ count: 1 });
      expect(await user.updateMany({ where: { id: bruno.userId }, data })).toEqual({ count: 0 });
      expect(await user.deleteMany()).toEqual({ count: 0 });
      await expect(user.create({ data: somebody("eve") })).rejects.toMatchObject({
        sqlstate: "42501",
      });
    });
  });

  it("are made with a membership in the organization that asks, and nowhere without one", async () => {
    const ada = await memberships.create();
    const id = await as(ada, () =>
      addUser(open.client, { ...somebody("chidi"), membershipRole: "viewer" }),
    );
    const found = await as(ada, () =>
      open.client.organizationMembership.findMany({ where: { userId: id } }),
    );
    expect(found).toMatchObject([{ organizationId: ada.organizationId, role: "viewer" }]);
    for (const tenant of [undefined, "", "acme"]) {
      const add = () => addUser(open.client, somebody("dora"));
      const context = { actor: ada.userId, tenant };
      await expect(runWithContext(context, add)).rejects.toMatchObject({ sqlstate: "42501" });
    }
    await expect(as(ada, () => addUser(open.client, somebody("CHIDI")))).rejects.toMatchObject({
      constraint: "users_username_lower_key",
    });
  });

  it("are all there for administrators who cross over", async () => {
    const { id } = await users.create();
    const seen = acrossTenants(administrator.client, { actor: id, reason: "support" }, (tx) =>
      tx.user.findMany({ where: { id } }),
    );
    expect(await seen).toHaveLength(1);
  });
});

describe("a login", () => {
  it("is found by address and username, in any capitals, with the organizations to choose from", async () => {
    const first = await memberships.create();
    const second = await memberships.create({
      organization: await organizations.create(),
      userId: first.userId,
    });
    const closed = await organizations.create({ status: "suspended" });
    await memberships.create({ organization: closed, userId: first.userId });
    const left = await organizations.create();
    await memberships.create({ organization: left, userId: first.userId, isActive: false });
    const { username, email, passwordHash } = (
      await db.owner.query(
        `SELECT username, email, password_hash AS "passwordHash" FROM core.users WHERE id = $1`,
        [first.userId],
      )
    ).rows[0];
    for (const name of [username, email.toUpperCase()])
      expect(await findLogin(open.client, name)).toEqual({
        userId: first.userId,
        passwordHash,
        organizationIds: [first.organizationId, second.organizationId],
      });
    await db.owner.query("UPDATE core.users SET is_active = false WHERE id = $1", [first.userId]);
    expect(await findLogin(open.client, username)).toBeNull();
    expect(await findLogin(open.client, "nobody")).toBeNull();
  });

  it("is that of an address before that of who took the address as his username", async () => {
    const victim = await users.create({ email: "ada@example.com" });
    await users.create({ username: "ada@example.com" });
    expect(await findLogin(open.client, "Ada@example.com")).toMatchObject({ userId: victim.id });
  });
});

it("settings of the installation are read but what is sensitive, and written by nobody who asks", async () => {
  const [open_, secret] = [
    await systemConfigs.create(),
    await systemConfigs.create({ isSensitive: true }),
  ];
  const { systemConfig } = open.client;
  const found = await systemConfig.findMany();
  expect(found.map(({ key }) => key)).toContain(open_.key);
  expect(found.map(({ key }) => key)).not.toContain(secret.key);
  expect(await systemConfig.updateMany({ data: { value: "off" } })).toEqual({ count: 0 });
  await expect(
    systemConfig.create({ data: { key: "k", value: 1, category: "c" } }),
  ).rejects.toMatchObject({
    sqlstate: "42501",
  });
  const [all] = await rawClient(db.owner).$queryRawUnsafe<[{ n: number }]>(
    "SELECT count(*)::int AS n FROM core.system_config",
  );
  expect(all.n).toBe(found.length + 1);
});

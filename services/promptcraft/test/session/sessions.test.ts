import { expect, it } from "vitest";
import { endSessions, findSession, openSession } from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, users } = usePromptcraft();

const inAnHour = () => new Date(Date.now() + 3_600_000);

it("a session says whose it is by its access token, of which only a hash is stored", async () => {
  const ada = await users.create();
  const begun = { expiresAt: inAnHour(), ipAddress: "192.0.2.7" };
  const { accessToken, refreshToken } = await as(ada, () => openSession(open.client, begun));
  const owner = { tenant: ada.tenantId, actor: ada.id };
  expect(await findSession(open.client, accessToken)).toMatchObject(owner);
  expect(await findSession(open.client, refreshToken)).toBeNull();
  const { rows } = await db.owner.query("SELECT session::text FROM promptcraft.session");
  expect(rows[0].session).not.toContain(accessToken);
});

it("a session ends with its time, when it is ended, and with the account", async () => {
  const [ada, bruno] = await users.createMany(2);
  const begin = async (person: typeof ada, expiresAt = inAnHour()) =>
    (await as(person, () => openSession(open.client, { expiresAt }))).accessToken;
  const [ended, other, late] = [await begin(ada), await begin(ada), await begin(bruno)];
  const sessionId = (await findSession(open.client, ended))?.sessionId;
  expect(await as(bruno, () => endSessions(open.client, sessionId))).toBe(0);
  expect(await as(ada, () => endSessions(open.client, sessionId))).toBe(1);
  expect(await findSession(open.client, ended)).toBeNull();
  expect(await findSession(open.client, other)).not.toBeNull();
  expect(await as(ada, () => endSessions(open.client))).toBe(1);
  await db.owner.query(`UPDATE promptcraft.session SET created_at = now() - interval '2 h', expires_at = now() - interval '1 h'
    WHERE revoked_at IS NULL`);
  expect(await findSession(open.client, late)).toBeNull();
  const last = await begin(ada);
  await db.owner.query("UPDATE promptcraft.user SET deleted_at = now() WHERE id = $1", [ada.id]);
  expect(await findSession(open.client, last)).toBeNull();
});

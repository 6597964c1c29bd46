import { randomBytes } from "node:crypto";
import { runWithContext } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { useDpro } from "../use-dpro.js";

const { agents, authenticationLogs, db, open, userSessions, users } = useDpro();

describe("the audit of users", () => {
  it("adds one row a change, with the row before and after, and moves updated_at once", async () => {
    const user = await users.create();
    const changed = await open.client.user.update({
      where: { id: user.id },
      data: { fullName: "Grace" },
    });
    expect(changed.updatedAt.getTime()).toBeGreaterThan(user.updatedAt.getTime());
    const log = await readLog(user.id);
    expect(log).toMatchObject([
      {
        action: "user_updated",
        entityType: "iam.users",
        oldData: { id: Number(user.id), full_name: "Ada", email: user.email },
        newData: { id: Number(user.id), full_name: "Grace", email: user.email },
        placedBy: null,
      },
    ]);
    expect(log[0]?.newData).toHaveProperty("updated_at");
  });

  it("adds one row for each user of a bulk update", async () => {
    const rows = await users.createMany(50, { fullName: "One of many" });
    await db.query("UPDATE iam.users SET is_active = false WHERE full_name = 'One of many'");
    const ids = rows.map(({ id }) => id);
    const log = await open.client.auditLog.findMany({ where: { entityId: { in: ids } } });
    expect(log.map(({ entityId }) => entityId).sort()).toEqual(ids.sort());
  });

  it("keeps no secret: a changed password leaves a row without either value", async () => {
    const legacyExtra = { reset_code: "s3cret-code" };
    const { id } = await users.create({ passwordHash: "s3cret-old", legacyExtra });
    await db.query("UPDATE iam.users SET password_hash = 's3cret-new' WHERE id = $1", [id]);
    const entries = await db.query<{ text: string }>(
      "SELECT audit_logs::text AS text FROM system.audit_logs WHERE entity_id = $1",
      [id],
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]?.text).not.toMatch(/s3cret|password/);
  });

  it("leaves out every column of users that other masks take for a secret", async () => {
    const [row] = await db.query<{ image: Record<string, number> }>(
      `SELECT system.without_secrets('{"password_hash": 1, "refresh_token": 2, "api_key": 3, "apiKey": 4,
         "api_key_encrypted": 5, "client_secret": 6, "credentials": 7, "legacy_extra": 8, "email": 9}') AS image`,
    );
    expect(row?.image).toEqual({ email: 9 });
  });

  it("adds nothing for a login, for an update that changes nothing, or for a new user", async () => {
    const { id } = await users.create();
    await db.query("UPDATE iam.users SET last_login = now() WHERE id = $1", [id]);
    await db.query("UPDATE iam.users SET full_name = full_name WHERE id = $1", [id]);
    await db.query("UPDATE iam.users SET updated_at = '2001-01-01' WHERE id = $1", [id]);
    expect(await readLog(id)).toEqual([]);
  });

  it("records who acted, from where, and not who was changed", async () => {
    const [user, actor] = await users.createMany(2);
    const context = { actor: `${actor.id}`, ipAddress: "2001:db8::7", userAgent: "curl/8" };
    await runWithContext(context, () =>
      open.client.user.update({ where: { id: user.id }, data: { isAdmin: true } }),
    );
    expect(await readLog(user.id)).toMatchObject([
      { userId: actor.id, ipAddress: "2001:db8::7", userAgent: "curl/8" },
    ]);
  });

  it.each(["", "nobody", "-1", "999999999999999999", "99999999999999999999", "1e3"])(
    "knows nobody by %j, and lets the write through",
    async (actor) => {
      const { id } = await users.create();
      await inTransaction({ "app.current_user_id": actor }, [
        "UPDATE iam.users SET full_name = 'Grace' WHERE id = $1",
        id,
      ]);
      expect(await readLog(id)).toMatchObject([{ userId: null, ipAddress: null }]);
    },
  );

  it("stays silent while app.audit is off, and speaks again after", async () => {
    const { id } = await users.create();
    const rename = "UPDATE iam.users SET full_name = full_name || '!' WHERE id = $1";
    await inTransaction({ "app.audit": "off" }, [rename, id]);
    expect(await readLog(id)).toEqual([]);
    await db.query(rename, [id]);
    expect(await readLog(id)).toHaveLength(1);
  });

  it("keeps what a deleted user was, though he deleted himself, and forgets him elsewhere", async () => {
    const { id, email } = await users.create();
    await userSessions.create({ userId: id });
    const { id: login } = await authenticationLogs.create({ userId: id });
    await runWithContext({ actor: `${id}` }, () => open.client.user.delete({ where: { id } }));
    expect(await readLog(id)).toMatchObject([
      { action: "user_deleted", userId: null, oldData: { email }, newData: null },
    ]);
    expect(await open.client.authenticationLog.findUnique({ where: { id: login } })).toMatchObject({
      userId: null,
    });
    expect(await open.client.userSession.count({ where: { userId: id } })).toBe(0);
  });

  it("does not write for an update that is refused", async () => {
    const { id } = await users.create();
    await expect(
      db.query("UPDATE iam.users SET username = 'ab' WHERE id = $1", [id]),
    ).rejects.toMatchObject({ constraint: "users_username_check" });
    expect(await readLog(id)).toEqual([]);
  });

  it("writes for a role that may not write the log itself", async () => {
    const { id } = await users.create();
    const role = `dpro_writer_${randomBytes(6).toString("hex")}`;
    await db.owner.query(`CREATE ROLE ${role}`);
    try {
      await db.owner.query(`GRANT USAGE ON SCHEMA iam TO ${role}`);
      await db.owner.query(`GRANT SELECT, UPDATE ON iam.users TO ${role}`);
      await inTransaction({ role }, ["UPDATE iam.users SET is_admin = true WHERE id = $1", id]);
      expect(await readLog(id)).toHaveLength(1);
    } finally {
      await db.owner.query(`DROP OWNED BY ${role}`);
      await db.owner.query(`DROP ROLE ${role}`);
    }
  });

  it("cannot be attached by others to a table of their own", async () => {
    const [row] = await db.query(
      `SELECT EXISTS (
         SELECT FROM pg_catalog.pg_proc, aclexplode(COALESCE(proacl, acldefault('f', proowner)))
         WHERE pg_proc.oid = 'iam.audit_user_change()'::regprocedure AND grantee = 0
       ) AS open_to_all`,
    );
    expect(row).toEqual({ open_to_all: false });
  });
});

describe("deleting a user", () => {
  it("is refused while he owns an agent, and says so in a sentence", async () => {
    const { userId } = await agents.create();
    await expect(open.client.user.delete({ where: { id: userId } })).rejects.toMatchObject({
      constraint: "agents_user_id_fkey",
    });
    expect(await readLog(userId)).toEqual([]);
  });
});

function readLog(entityId: bigint) {
  return open.client.auditLog.findMany({ where: { entityId }, orderBy: { id: "asc" } });
}

async function inTransaction(
  settings: Readonly<Record<string, string>>,
  [sql, ...values]: readonly [sql: string, ...values: unknown[]],
): Promise<void> {
  const client = await db.owner.connect();
  try {
    await client.query("BEGIN");
    for (const [name, value] of Object.entries(settings)) {
      await client.query("SELECT set_config($1, $2, true)", [name, value]);
    }
    await client.query(sql, values);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

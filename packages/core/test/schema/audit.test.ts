import { randomBytes } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { coreFactories } from "../../src/testing.js";
import { readLog, withSettings } from "./audit-session.js";

const db = useTestDatabase("core");
const { projects, tasks, users } = coreFactories(db);

describe("the audit trigger", () => {
  it.each([
    ["users", "name", () => users.create()],
    ["projects", "name", () => projects.create()],
    ["tasks", "title", () => tasks.create()],
  ] as const)(
    "logs each write to %s once, with the row before and after",
    async (table, column, insert) => {
      const { id } = await insert();
      await db.query(`UPDATE public.${table} SET ${column} = 'Changed' WHERE id = $1`, [id]);
      await db.query(`DELETE FROM public.${table} WHERE id = $1`, [id]);
      const log = await readLog(db, id);
      expect(log.map(({ action }) => action).sort()).toEqual(["DELETE", "INSERT", "UPDATE"]);
      const entry = Object.fromEntries(log.map((row) => [row.action, row]));
      expect(log.every(({ entity_type }) => entity_type === table)).toBe(true);
      expect(entry.INSERT?.old_data).toBeNull();
      expect(entry.INSERT?.new_data).toMatchObject({ id, created_at: expect.any(String) });
      expect(entry.UPDATE?.old_data?.[column]).toBe(entry.INSERT?.new_data?.[column]);
      expect(entry.UPDATE?.new_data).toMatchObject({ id, [column]: "Changed" });
      expect(entry.DELETE?.old_data).toEqual(entry.UPDATE?.new_data);
      expect(entry.DELETE?.new_data).toBeNull();
    },
  );

  it("logs every row of a bulk write", async () => {
    const user = await users.create();
    const inserted = await db.query<{ id: string }>(
      `INSERT INTO public.tasks (user_id, title) SELECT $1, 'Task ' || number
       FROM generate_series(1, 500) AS number RETURNING id`,
      [user.id],
    );
    await db.query("UPDATE public.tasks SET status = 'done' WHERE user_id = $1", [user.id]);
    await db.query("DELETE FROM public.tasks WHERE user_id = $1", [user.id]);
    const counts = await db.query(
      `SELECT action, count(*)::int AS entries, count(DISTINCT entity_id)::int AS rows
       FROM audit.activity_logs WHERE entity_id = ANY ($1) GROUP BY action ORDER BY action`,
      [inserted.map(({ id }) => id)],
    );
    expect(counts).toEqual(
      ["DELETE", "INSERT", "UPDATE"].map((action) => ({ action, entries: 500, rows: 500 })),
    );
  });

  it("adds nothing for an update that changes nothing but updated_at", async () => {
    const { id } = await tasks.create();
    await db.query("UPDATE public.tasks SET title = title WHERE id = $1", [id]);
    expect(await readLog(db, id)).toHaveLength(1);
  });

  it("stays silent while app.audit is off, and speaks again after", async () => {
    const user = await users.create();
    const { id } = await withSettings(db, { "app.audit": "off" }, async (client) => {
      const task = await coreFactories(client).tasks.create({ user });
      await client.query("UPDATE public.tasks SET status = 'done' WHERE id = $1", [task.id]);
      return task;
    });
    expect(await readLog(db, id)).toEqual([]);
    await db.query("UPDATE public.tasks SET status = 'todo' WHERE id = $1", [id]);
    expect(await readLog(db, id)).toHaveLength(1);
  });

  it("keeps where the write came from", async () => {
    const user = await users.create();
    const settings = { "app.ip_address": "2001:db8::7", "app.user_agent": "curl/8" };
    const { id } = await withSettings(db, settings, (client) =>
      coreFactories(client).tasks.create({ user }),
    );
    expect(await readLog(db, id)).toMatchObject([
      { ip_address: "2001:db8::7", user_agent: "curl/8" },
    ]);
  });

  it.each(["", "nowhere", "10.0.0.1, 10.0.0.2", "300.1.1.1"])(
    "ignores the malformed address %j",
    async (address) => {
      const user = await users.create();
      const settings = { "app.ip_address": address, "app.user_agent": "" };
      const { id } = await withSettings(db, settings, (client) =>
        coreFactories(client).tasks.create({ user }),
      );
      expect(await readLog(db, id)).toMatchObject([{ ip_address: null, user_agent: null }]);
    },
  );

  it("writes for a role that may not write the log itself", async () => {
    const user = await users.create();
    const role = `core_writer_${randomBytes(6).toString("hex")}`;
    await db.owner.query(`CREATE ROLE ${role}`);
    try {
      await db.owner.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
      await db.owner.query(`GRANT SELECT, INSERT ON public.tasks TO ${role}`);
      const { id } = await withSettings(db, {}, async (client) => {
        await client.query(`SET LOCAL ROLE ${role}`);
        return await coreFactories(client).tasks.create({ user, updatedBy: user.id });
      });
      expect(await readLog(db, id)).toMatchObject([{ user_id: user.id }]);
    } finally {
      await db.owner.query(`DROP OWNED BY ${role}`);
      await db.owner.query(`DROP ROLE ${role}`);
    }
  });

  it("runs nothing that the caller's search path offers in place of a built-in", async () => {
    const user = await users.create();
    await db.owner.query("CREATE SCHEMA decoy; GRANT USAGE ON SCHEMA decoy TO PUBLIC");
    await db.owner.query("CREATE FUNCTION decoy.lower(text) RETURNS text RETURN 'off'");
    const { id } = await withSettings(db, {}, async (client) => {
      await client.query("SET LOCAL search_path = decoy, pg_catalog");
      return await coreFactories(client).tasks.create({ user });
    });
    expect(await readLog(db, id)).toHaveLength(1);
  });

  it("cannot be attached by others to a table of their own", async () => {
    const [row] = await db.query(
      `SELECT EXISTS (
         SELECT FROM pg_catalog.pg_proc, aclexplode(COALESCE(proacl, acldefault('f', proowner)))
         WHERE pg_proc.oid = 'public.create_audit_log()'::regprocedure AND grantee = 0
       ) AS open_to_all`,
    );
    expect(row).toEqual({ open_to_all: false });
  });
});

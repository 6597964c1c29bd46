import { randomBytes } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { insertRow, insertTask, insertUser } from "../rows.js";
import { readLog, withSettings } from "./audit-session.js";

const db = useTestDatabase("core");

describe("the audit trigger", () => {
  it.each([
    ["users", "name", () => insertUser(db)],
    [
      "projects",
      "name",
      async () =>
        insertRow(db, "public.projects", { owner_id: await insertUser(db), name: "Engine" }),
    ],
    ["tasks", "title", async () => insertTask(db, await insertUser(db))],
  ] as const)(
    "logs each write to %s once, with the row before and after",
    async (table, column, insert) => {
      const id = await insert();
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
    const user = await insertUser(db);
    const tasks = await db.query<{ id: string }>(
      `INSERT INTO public.tasks (user_id, title) SELECT $1, 'Task ' || number
       FROM generate_series(1, 500) AS number RETURNING id`,
      [user],
    );
    await db.query("UPDATE public.tasks SET status = 'done' WHERE user_id = $1", [user]);
    await db.query("DELETE FROM public.tasks WHERE user_id = $1", [user]);
    const counts = await db.query(
      `SELECT action, count(*)::int AS entries, count(DISTINCT entity_id)::int AS rows
       FROM audit.activity_logs WHERE entity_id = ANY ($1) GROUP BY action ORDER BY action`,
      [tasks.map(({ id }) => id)],
    );
    expect(counts).toEqual(
      ["DELETE", "INSERT", "UPDATE"].map((action) => ({ action, entries: 500, rows: 500 })),
    );
  });

  it("adds nothing for an update that changes nothing but updated_at", async () => {
    const id = await insertTask(db, await insertUser(db));
    await db.query("UPDATE public.tasks SET title = title WHERE id = $1", [id]);
    expect(await readLog(db, id)).toHaveLength(1);
  });

  it("stays silent while app.audit is off, and speaks again after", async () => {
    const user = await insertUser(db);
    const id = await withSettings(db, { "app.audit": "off" }, async (query) => {
      const task = await insertTask({ query }, user);
      await query("UPDATE public.tasks SET status = 'done' WHERE id = $1", [task]);
      return task;
    });
    expect(await readLog(db, id)).toEqual([]);
    await db.query("UPDATE public.tasks SET status = 'todo' WHERE id = $1", [id]);
    expect(await readLog(db, id)).toHaveLength(1);
  });

  it("keeps where the write came from", async () => {
    const user = await insertUser(db);
    const settings = { "app.ip_address": "2001:db8::7", "app.user_agent": "curl/8" };
    const id = await withSettings(db, settings, (query) => insertTask({ query }, user));
    expect(await readLog(db, id)).toMatchObject([
      { ip_address: "2001:db8::7", user_agent: "curl/8" },
    ]);
  });

  it.each(["", "nowhere", "10.0.0.1, 10.0.0.2", "300.1.1.1"])(
    "ignores the malformed address %j",
    async (address) => {
      const user = await insertUser(db);
      const settings = { "app.ip_address": address, "app.user_agent": "" };
      const id = await withSettings(db, settings, (query) => insertTask({ query }, user));
      expect(await readLog(db, id)).toMatchObject([{ ip_address: null, user_agent: null }]);
    },
  );

  it("writes for a role that may not write the log itself", async () => {
    const user = await insertUser(db);
    const role = `core_writer_${randomBytes(6).toString("hex")}`;
    await db.query(`CREATE ROLE ${role}`);
    try {
      await db.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
      await db.query(`GRANT SELECT, INSERT ON public.tasks TO ${role}`);
      const id = await withSettings(db, {}, async (query) => {
        await query(`SET LOCAL ROLE ${role}`);
        return await insertTask({ query }, user, { updated_by: user });
      });
      expect(await readLog(db, id)).toMatchObject([{ user_id: user }]);
    } finally {
      await db.query(`DROP OWNED BY ${role}`);
      await db.query(`DROP ROLE ${role}`);
    }
  });

  it("runs nothing that the caller's search path offers in place of a built-in", async () => {
    const user = await insertUser(db);
    await db.query("CREATE SCHEMA decoy");
    await db.query("CREATE FUNCTION decoy.lower(text) RETURNS text RETURN 'off'");
    const id = await withSettings(db, {}, async (query) => {
      await query("SET LOCAL search_path = decoy, pg_catalog");
      return await insertTask({ query }, user);
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

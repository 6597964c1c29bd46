import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { insertTask, insertUser } from "../rows.js";
import { queryOn, readLog, withSettings } from "./audit-session.js";

const db = useTestDatabase("core");
const actorSetting = "app.current_user_id";

describe("the actor in the audit log", () => {
  it("is the session's, even when the row names another", async () => {
    const [owner, actor] = [await insertUser(db), await insertUser(db)];
    const id = await withSettings(db, { [actorSetting]: actor }, async (query) => {
      const task = await insertTask({ query }, owner, { updated_by: owner });
      await query("UPDATE public.tasks SET status = 'done' WHERE id = $1", [task]);
      await query("DELETE FROM public.tasks WHERE id = $1", [task]);
      return task;
    });
    expect((await readLog(db, id)).map(({ user_id }) => user_id)).toEqual([actor, actor, actor]);
  });

  it.each([
    ["never set", {}],
    ["empty", { [actorSetting]: "" }],
    ["no uuid", { [actorSetting]: "ada'; --" }],
    ["the id of nobody", { [actorSetting]: randomUUID() }],
  ])("is the row's updated_by when the setting is %s", async (_, settings) => {
    const user = await insertUser(db);
    const id = await withSettings(db, settings, (query) =>
      insertTask({ query }, user, { updated_by: user }),
    );
    expect(await readLog(db, id)).toMatchObject([{ user_id: user }]);
  });

  it.each([
    ["never set", {}],
    ["empty", { [actorSetting]: "" }],
    ["no uuid", { [actorSetting]: "0" }],
  ])("is nobody when the setting is %s and the row names nobody", async (_, settings) => {
    const user = await insertUser(db);
    const id = await withSettings(db, settings, (query) => insertTask({ query }, user));
    expect(await readLog(db, id)).toMatchObject([{ user_id: null }]);
  });

  it("is nobody when a user's updated_by names no user, and the write goes through", async () => {
    const id = await insertUser(db, { updated_by: randomUUID() });
    await db.query("UPDATE public.users SET name = 'Grace' WHERE id = $1", [id]);
    expect((await readLog(db, id)).map(({ user_id }) => user_id)).toEqual([null, null]);
  });

  it("is forgotten after the transaction that set it", async () => {
    const user = await insertUser(db);
    const client = await db.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SELECT set_config($1, $2, true)", [actorSetting, user]);
      await client.query("COMMIT");
      const id = await insertTask({ query: queryOn(client) }, user);
      expect(await readLog(db, id)).toMatchObject([{ user_id: null }]);
    } finally {
      client.release();
    }
  });

  it("of a deletion is not the deleted row's last author", async () => {
    const user = await insertUser(db);
    const id = await insertTask(db, user, { updated_by: user });
    await db.query("DELETE FROM public.tasks WHERE id = $1", [id]);
    const log = await readLog(db, id);
    expect(log.find(({ action }) => action === "DELETE")?.user_id).toBeNull();
  });

  it("waits for a user who is being deleted, and then is nobody", async () => {
    const [owner, leaving] = [await insertUser(db), await insertUser(db)];
    const deleter = await db.pool.connect();
    try {
      await deleter.query("BEGIN");
      await deleter.query("DELETE FROM public.users WHERE id = $1", [leaving]);
      const insert = withSettings(db, { [actorSetting]: leaving }, (query) =>
        insertTask({ query }, owner),
      );
      await untilSomeoneWaits();
      await deleter.query("COMMIT");
      expect(await readLog(db, await insert)).toMatchObject([{ user_id: null }]);
    } finally {
      deleter.release();
    }
  });
});

describe("deleting a user with the audit trigger on", () => {
  it("succeeds though his own rows and others' name him as their last author", async () => {
    const [leaving, staying] = [await insertUser(db), await insertUser(db)];
    await db.query("UPDATE public.users SET updated_by = id WHERE id = $1", [leaving]);
    await db.query(
      "INSERT INTO public.projects (owner_id, name, updated_by) VALUES ($1, 'His', $1)",
      [leaving],
    );
    const own = await insertTask(db, leaving, { updated_by: leaving });
    const touched = await insertTask(db, staying, { updated_by: leaving });
    const settings = { [actorSetting]: leaving };
    await withSettings(db, settings, (query) =>
      query("DELETE FROM public.users WHERE id = $1", [leaving]),
    );
    const [row] = await db.query("SELECT updated_by FROM public.tasks WHERE id = $1", [touched]);
    expect(row).toEqual({ updated_by: null });
    for (const id of [leaving, own, touched]) {
      const log = await readLog(db, id);
      expect(log.length).toBeGreaterThan(1);
      expect(log.every(({ user_id }) => user_id === null)).toBe(true);
    }
  });
});

async function untilSomeoneWaits(): Promise<void> {
  const sql =
    "SELECT FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await db.query(sql)).length === 0) await new Promise((done) => setTimeout(done, 10));
}

import { randomUUID } from "node:crypto";
import { untilSomeoneWaits, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { coreFactories } from "../../src/testing.js";
import { readLog, withSettings } from "./audit-session.js";

const db = useTestDatabase("core");
const { projects, tasks, users } = coreFactories(db);
const actorSetting = "app.current_user_id";

describe("the actor in the audit log", () => {
  it("is the session's, even when the row names another", async () => {
    const [user, actor] = await users.createMany(2);
    const { id } = await withSettings(db, { [actorSetting]: actor.id }, async (client) => {
      const task = await coreFactories(client).tasks.create({ user, updatedBy: user.id });
      await client.query("UPDATE public.tasks SET status = 'done' WHERE id = $1", [task.id]);
      await client.query("DELETE FROM public.tasks WHERE id = $1", [task.id]);
      return task;
    });
    const actors = (await readLog(db, id)).map(({ user_id }) => user_id);
    expect(actors).toEqual([actor.id, actor.id, actor.id]);
  });

  it.each([
    ["never set", {}],
    ["empty", { [actorSetting]: "" }],
    ["no uuid", { [actorSetting]: "ada'; --" }],
    ["the id of nobody", { [actorSetting]: randomUUID() }],
  ])("is the row's updated_by when the setting is %s", async (_, settings) => {
    const user = await users.create();
    const { id } = await withSettings(db, settings, (client) =>
      coreFactories(client).tasks.create({ user, updatedBy: user.id }),
    );
    expect(await readLog(db, id)).toMatchObject([{ user_id: user.id }]);
  });

  it.each([
    ["never set", {}],
    ["empty", { [actorSetting]: "" }],
    ["no uuid", { [actorSetting]: "0" }],
  ])("is nobody when the setting is %s and the row names nobody", async (_, settings) => {
    const user = await users.create();
    const { id } = await withSettings(db, settings, (client) =>
      coreFactories(client).tasks.create({ user }),
    );
    expect(await readLog(db, id)).toMatchObject([{ user_id: null }]);
  });

  it("is nobody when a user's updated_by names no user, and the write goes through", async () => {
    const { id } = await users.create({ updatedBy: randomUUID() });
    await db.query("UPDATE public.users SET name = 'Grace' WHERE id = $1", [id]);
    expect((await readLog(db, id)).map(({ user_id }) => user_id)).toEqual([null, null]);
  });

  it("is forgotten after the transaction that set it", async () => {
    const user = await users.create();
    const client = await db.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SELECT set_config($1, $2, true)", [actorSetting, user.id]);
      await client.query("COMMIT");
      const { id } = await coreFactories(client).tasks.create({ user });
      expect(await readLog(db, id)).toMatchObject([{ user_id: null }]);
    } finally {
      client.release();
    }
  });

  it("of a deletion is not the deleted row's last author", async () => {
    const user = await users.create();
    const { id } = await tasks.create({ user, updatedBy: user.id });
    await db.query("DELETE FROM public.tasks WHERE id = $1", [id]);
    const log = await readLog(db, id);
    expect(log.find(({ action }) => action === "DELETE")?.user_id).toBeNull();
  });

  it("waits for a user who is being deleted, and then is nobody", async () => {
    const [user, leaving] = await users.createMany(2);
    const deleter = await db.pool.connect();
    try {
      await deleter.query("BEGIN");
      await deleter.query("DELETE FROM public.users WHERE id = $1", [leaving.id]);
      const insert = withSettings(db, { [actorSetting]: leaving.id }, (client) =>
        coreFactories(client).tasks.create({ user }),
      );
      await untilSomeoneWaits(db);
      await deleter.query("COMMIT");
      expect(await readLog(db, (await insert).id)).toMatchObject([{ user_id: null }]);
    } finally {
      deleter.release();
    }
  });
});

describe("deleting a user with the audit trigger on", () => {
  it("succeeds though his own rows and others' name him as their last author", async () => {
    const [leaving, staying] = await users.createMany(2);
    const updatedBy = leaving.id;
    await db.query("UPDATE public.users SET updated_by = id WHERE id = $1", [leaving.id]);
    await projects.create({ owner: leaving, updatedBy });
    const own = await tasks.create({ user: leaving, updatedBy });
    const touched = await tasks.create({ user: staying, updatedBy });
    await withSettings(db, { [actorSetting]: leaving.id }, (client) =>
      client.query("DELETE FROM public.users WHERE id = $1", [leaving.id]),
    );
    const [row] = await db.query("SELECT updated_by FROM public.tasks WHERE id = $1", [touched.id]);
    expect(row).toEqual({ updated_by: null });
    for (const { id } of [leaving, own, touched]) {
      const log = await readLog(db, id);
      expect(log.length).toBeGreaterThan(1);
      expect(log.every(({ user_id }) => user_id === null)).toBe(true);
    }
  });
});

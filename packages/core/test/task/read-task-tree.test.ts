import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { TaskNotFoundError } from "../../src/task/errors.js";
import { readTaskTree } from "../../src/task/read-task-tree.js";
import { useCore } from "../use-core.js";

const { db, open, tasks, users } = useCore();
let user: Awaited<ReturnType<typeof users.create>>;
beforeAll(async () => {
  user = await users.create();
});

describe("readTaskTree", () => {
  it("reads a task with all below it and nothing beside or above it", async () => {
    const insert = async (title: string, parentTaskId: string | null = null) =>
      (await tasks.create({ user, title, parentTaskId })).id;
    const above = await insert("above");
    const root = await insert("root", above);
    await insert("beside", above);
    const first = await insert("first", root);
    await insert("second", root);
    await insert("leaf", first);
    expect(await readTaskTree(open.client, root)).toMatchObject({
      id: root,
      title: "root",
      status: "todo",
      children: [
        { title: "first", children: [{ title: "leaf", children: [] }] },
        { title: "second", children: [] },
      ],
    });
  });

  it("ends, though tasks below form a cycle from before the rule", async () => {
    const { id: one } = await tasks.create({ user });
    const { id: two } = await tasks.create({ user, parentTaskId: one });
    const connection = await db.owner.connect();
    try {
      await connection.query("SET session_replication_role = replica");
      await connection.query("UPDATE public.tasks SET parent_task_id = $2 WHERE id = $1", [
        one,
        two,
      ]);
      await connection.query("RESET session_replication_role");
    } finally {
      connection.release();
    }
    expect(await readTaskTree(open.client, one)).toMatchObject({
      id: one,
      children: [{ id: two, children: [] }],
    });
  });

  it("says which task is not there", async () => {
    await expect(readTaskTree(open.client, randomUUID())).rejects.toThrow(TaskNotFoundError);
  });
});

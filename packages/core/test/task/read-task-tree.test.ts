import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { TaskNotFoundError } from "../../src/task/errors.js";
import { readTaskTree } from "../../src/task/read-task-tree.js";
import { useCoreClient } from "../core-client.js";
import { insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("core");
const core = useCoreClient(db);
let user: string;
beforeAll(async () => {
  user = await insertUser(db);
});

describe("readTaskTree", () => {
  it("reads a task with all below it and nothing beside or above it", async () => {
    const insert = (title: string, parent?: string) =>
      insertTask(db, user, { title, parent_task_id: parent ?? null });
    const above = await insert("above");
    const root = await insert("root", above);
    await insert("beside", above);
    const first = await insert("first", root);
    await insert("second", root);
    await insert("leaf", first);
    expect(await readTaskTree(core.client, root)).toMatchObject({
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
    const one = await insertTask(db, user);
    const two = await insertTask(db, user, { parent_task_id: one });
    const connection = await db.pool.connect();
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
    expect(await readTaskTree(core.client, one)).toMatchObject({
      id: one,
      children: [{ id: two, children: [] }],
    });
  });

  it("says which task is not there", async () => {
    await expect(readTaskTree(core.client, randomUUID())).rejects.toThrow(TaskNotFoundError);
  });
});

import { randomUUID } from "node:crypto";
import { useClient, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { createCoreClient } from "../../src/client.js";
import { TaskNotFoundError } from "../../src/task/errors.js";
import { moveTask } from "../../src/task/move-task.js";
import { coreFactories } from "../../src/testing.js";

const db = useTestDatabase("core");
const core = useClient(db, createCoreClient);
const { tasks, users } = coreFactories(db);

describe("moveTask", () => {
  it("puts a task under another, and under none", async () => {
    const user = await users.create();
    const [task, parent] = await tasks.createMany(2, { user });
    expect(await moveTask(core.client, task.id, parent.id)).toMatchObject({
      parentTaskId: parent.id,
    });
    expect(await moveTask(core.client, task.id, null)).toMatchObject({ parentTaskId: null });
  });

  it("refuses to close a cycle, by a rule that the error names", async () => {
    const user = await users.create();
    const top = await tasks.create({ user });
    const below = await tasks.create({ user, parentTask: top });
    await expect(moveTask(core.client, top.id, below.id)).rejects.toMatchObject({
      constraint: "tasks_parent_acyclic",
    });
  });

  it.each([
    ["itself", "tasks_parent_task_id_check", (task: string) => task],
    ["a task that does not exist", "tasks_parent_task_id_fkey", () => randomUUID()],
  ])("refuses %s as parent", async (_, constraint, parentOf) => {
    const task = (await tasks.create()).id;
    await expect(moveTask(core.client, task, parentOf(task))).rejects.toMatchObject({ constraint });
  });

  it("says which task is not there", async () => {
    const id = randomUUID();
    await expect(moveTask(core.client, id, null)).rejects.toThrow(TaskNotFoundError);
  });
});

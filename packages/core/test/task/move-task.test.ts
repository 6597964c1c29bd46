import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { TaskNotFoundError } from "../../src/task/errors.js";
import { moveTask } from "../../src/task/move-task.js";
import { useCore } from "../use-core.js";

const { open, tasks, users } = useCore();

describe("moveTask", () => {
  it("puts a task under another, and under none", async () => {
    const user = await users.create();
    const [task, parent] = await tasks.createMany(2, { user });
    expect(await moveTask(open.client, task.id, parent.id)).toMatchObject({
      parentTaskId: parent.id,
    });
    expect(await moveTask(open.client, task.id, null)).toMatchObject({ parentTaskId: null });
  });

  it("refuses to close a cycle, by a rule that the error names", async () => {
    const user = await users.create();
    const top = await tasks.create({ user });
    const below = await tasks.create({ user, parentTask: top });
    await expect(moveTask(open.client, top.id, below.id)).rejects.toMatchObject({
      constraint: "tasks_parent_acyclic",
    });
  });

  it.each([
    ["itself", "tasks_parent_task_id_check", (task: string) => task],
    ["a task that does not exist", "tasks_parent_task_id_fkey", () => randomUUID()],
  ])("refuses %s as parent", async (_, constraint, parentOf) => {
    const task = (await tasks.create()).id;
    await expect(moveTask(open.client, task, parentOf(task))).rejects.toMatchObject({ constraint });
  });

  it("says which task is not there", async () => {
    const id = randomUUID();
    await expect(moveTask(open.client, id, null)).rejects.toThrow(TaskNotFoundError);
  });
});

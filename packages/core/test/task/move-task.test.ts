import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { TaskNotFoundError } from "../../src/task/errors.js";
import { moveTask } from "../../src/task/move-task.js";
import { useCoreClient } from "../core-client.js";
import { insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("core");
const core = useCoreClient(db);

describe("moveTask", () => {
  it("puts a task under another, and under none", async () => {
    const user = await insertUser(db);
    const [task, parent] = [await insertTask(db, user), await insertTask(db, user)];
    expect(await moveTask(core.client, task, parent)).toMatchObject({ parentTaskId: parent });
    expect(await moveTask(core.client, task, null)).toMatchObject({ parentTaskId: null });
  });

  it("refuses to close a cycle, by a rule that the error names", async () => {
    const user = await insertUser(db);
    const top = await insertTask(db, user);
    const below = await insertTask(db, user, { parent_task_id: top });
    await expect(moveTask(core.client, top, below)).rejects.toMatchObject({
      constraint: "tasks_parent_acyclic",
    });
  });

  it.each([
    ["itself", "tasks_parent_task_id_check", (task: string) => task],
    ["a task that does not exist", "tasks_parent_task_id_fkey", () => randomUUID()],
  ])("refuses %s as parent", async (_, constraint, parentOf) => {
    const task = await insertTask(db, await insertUser(db));
    await expect(moveTask(core.client, task, parentOf(task))).rejects.toMatchObject({ constraint });
  });

  it("says which task is not there", async () => {
    const id = randomUUID();
    await expect(moveTask(core.client, id, null)).rejects.toThrow(TaskNotFoundError);
  });
});

import { expect, test } from "vitest";
import { moveTask } from "../src/index.js";
import { useCore } from "./use-core.js";

const { open, tasks } = useCore();

test("a task may be moved under another", async () => {
  const [task, parent] = await tasks.createMany(2);
  const moved = await moveTask(open.client, task.id, parent.id);
  expect(moved.parentTaskId).toBe(parent.id);
});

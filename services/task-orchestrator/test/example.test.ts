import { expect, test } from "vitest";
import { addDependency } from "../src/index.js";
import { useTaskOrchestrator } from "./use-task-orchestrator.js";

const { open, taskDependencies } = useTaskOrchestrator();

test("a task does not wait for one that waits for it", async () => {
  const { taskId: dependsOnTaskId, dependsOnTaskId: taskId } = await taskDependencies.create();
  const closing = addDependency(open.client, { taskId, dependsOnTaskId });
  await expect(closing).rejects.toMatchObject({ constraint: "task_dependencies_acyclic" });
});

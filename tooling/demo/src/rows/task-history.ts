import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import type { Part } from "../story/part.js";
import type { Task } from "../story/task.js";
import { type Written, write } from "../write.js";

/** Each task as it was made, once more as it was done, and what it waits for. */
export async function addTaskHistory(
  { taskOrchestrator }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  const tasks = parts.flatMap((part) => part.tasks);
  return Promise.all([
    write(
      "public.task_versions",
      taskOrchestrator.taskVersion.createMany({
        data: tasks.flatMap(versions),
        skipDuplicates: true,
      }),
    ),
    write(
      "public.task_dependencies",
      taskOrchestrator.taskDependency.createMany({
        data: tasks.flatMap(dependency),
        skipDuplicates: true,
      }),
    ),
  ]);
}

function versions(task: Task) {
  const version = (number: number, status: "todo" | "done", changesSummary: string, at: Date) => ({
    id: demoId("task version", task.id, number),
    taskId: task.id,
    version: number,
    title: task.title,
    status,
    changesSummary,
    changedBy: task.person.id,
    createdAt: at,
  });
  const created = version(1, "todo", "Created", task.createdAt);
  return task.completedAt === null
    ? [created]
    : [created, version(2, "done", "Done", task.completedAt)];
}

/** Every second task waits for the one before it. */
function dependency(task: Task) {
  if (task.place % 2 === 0) return [];
  return [
    {
      id: demoId("task dependency", task.id),
      taskId: task.id,
      dependsOnTaskId: demoId("task", task.projectId, task.place - 1),
      dependencyType: task.place % 4 === 1 ? ("blocks" as const) : ("related" as const),
      createdAt: task.createdAt,
    },
  ];
}

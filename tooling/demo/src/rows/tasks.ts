import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import { pick } from "../story/dice.js";
import type { Part } from "../story/part.js";
import type { Task } from "../story/task.js";
import { type Written, write } from "../write.js";

/** Tasks, some of them under another or part of a quest, and their checklists. */
export async function addTasks({ core }: Clients, parts: readonly Part[]): Promise<Written[]> {
  const tasks = parts.flatMap((part) => part.tasks);
  const quests = new Map(
    parts.flatMap((part) =>
      part.quests.flatMap((quest) => quest.tasks.map((task) => [task, quest.id] as const)),
    ),
  );
  const written = await write(
    "public.tasks",
    core.task.createMany({
      data: tasks.map((task) => ({
        id: task.id,
        userId: task.person.id,
        projectId: task.projectId,
        questId: quests.get(task) ?? null,
        parentTaskId: task.parentId,
        title: task.title,
        status: task.status,
        priority: pick(["medium", "high", "low", "medium", "urgent"] as const, task.place),
        difficulty: task.difficulty,
        momentumReward: task.momentum,
        estimatedMinutes: task.minutes + 15,
        actualMinutes: task.status === "done" ? task.minutes : null,
        dueDate: daysAgo(30 - task.place * 5),
        completedAt: task.completedAt,
        tags: pick<string[]>([["research"], ["build"], ["build", "urgent"], []], task.place),
        version: task.status === "done" ? 2 : 1,
        createdAt: task.createdAt,
        updatedBy: task.person.id,
      })),
      skipDuplicates: true,
    }),
  );
  return [
    written,
    await write(
      "public.subtasks",
      core.subtask.createMany({ data: tasks.flatMap(checklist), skipDuplicates: true }),
    ),
  ];
}

function checklist(task: Task) {
  if (task.place % 3 !== 0) return [];
  return ["Collect what is there", "Try it", "Tell the others"].map((title, sortOrder) => ({
    id: demoId("subtask", task.id, sortOrder),
    taskId: task.id,
    title,
    completed: task.status === "done",
    completedAt: task.completedAt,
    momentumReward: 1,
    sortOrder,
  }));
}

import type { CoreClient } from "../client.js";
import type { Task } from "../generated/client.js";
import { TaskNotFoundError } from "./errors.js";

/**
 * Puts a task, with everything below it, under another parent; under none with `null`.
 *
 * The database refuses a move that would close a cycle, by the rule `tasks_parent_acyclic`, and a
 * parent that does not exist, by `tasks_parent_task_id_fkey`.
 *
 * @throws {TaskNotFoundError} when there is no such task
 */
export async function moveTask(
  client: Pick<CoreClient, "task">,
  id: string,
  parentTaskId: string | null,
): Promise<Task> {
  const [moved] = await client.task.updateManyAndReturn({ where: { id }, data: { parentTaskId } });
  if (!moved) throw new TaskNotFoundError(id);
  return moved;
}

import type { CoreClient } from "../client.js";
import type { Task } from "../generated/client.js";
import { closedTaskStatuses } from "../words.js";

/**
 * Reads the open tasks of a user, soonest due first, those without a due date last.
 *
 * @param limit how many at most
 */
export function readOpenTasks(
  client: Pick<CoreClient, "task">,
  userId: string,
  limit = 100,
): Promise<Task[]> {
  return client.task.findMany({
    where: { userId, status: { notIn: [...closedTaskStatuses] } },
    orderBy: [{ dueDate: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }, { id: "asc" }],
    take: limit,
  });
}

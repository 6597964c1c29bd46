import type { CoreClient } from "../client.js";
import type { Task } from "../generated/client.js";
import { closedTaskStatuses } from "../words.js";
import { TaskClosedError, TaskNotFoundError } from "./errors.js";

/** What is known of the work that a completed task took. */
export interface Completion {
  readonly actualMinutes?: number;
}

/**
 * Sets an open task to `done`, once: of two callers at the same moment one succeeds.
 *
 * Children stay as they are. Rewards are not given here.
 *
 * @throws {TaskNotFoundError} when there is no such task
 * @throws {TaskClosedError} when it is done or cancelled already
 */
export async function completeTask(
  client: Pick<CoreClient, "task">,
  id: string,
  completion: Completion = {},
): Promise<Task> {
  const [completed] = await client.task.updateManyAndReturn({
    where: { id, status: { notIn: [...closedTaskStatuses] } },
    data: { status: "done", completedAt: new Date(), ...completion },
  });
  if (completed) return completed;
  const closed = await client.task.findUnique({ where: { id }, select: { status: true } });
  throw closed ? new TaskClosedError(id, closed.status) : new TaskNotFoundError(id);
}

import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseClient } from "../client.js";
import type { TaskStatus } from "../words/core.js";

/** Says how far a task is; one that is done gets the time of its completion, any other loses it. Throws NotFound. */
export async function setTaskStatus(
  client: RobbieverseClient,
  id: string,
  status: TaskStatus,
): Promise<void> {
  const { tenant } = whoAsks();
  const { count } = await client.task.updateMany({
    where: { organizationId: tenant, id },
    data: { status, completedAt: status === "done" ? new Date() : null },
  });
  if (count === 0) throw new NotFound("core.tasks", id);
}

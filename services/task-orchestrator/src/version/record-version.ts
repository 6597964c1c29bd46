import type { TaskOrchestratorTransaction } from "../client.js";
import { TaskNotFoundError } from "../errors.js";
import type { Prisma, TaskVersion } from "../generated/client.js";
import type { TaskVersionPriority, TaskVersionStatus } from "../words.js";

/** What changed in a task, and who did it. */
export interface TaskChange {
  readonly taskId: string;
  readonly changedBy?: string | undefined;
  /** One line for people. */
  readonly summary?: string | undefined;
  /** What the version shows; whatever is left out is as in the task now. */
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly status?: TaskVersionStatus | undefined;
  readonly priority?: TaskVersionPriority | undefined;
  /** The whole change, kept as it is. */
  readonly metadata?: Prisma.InputJsonValue | undefined;
}

/**
 * Records the next version of a task: 1, then 2, without a gap.
 *
 * Concurrent writers of one task take turns until their transactions end; other tasks do not wait.
 * Meant for READ COMMITTED: with a fixed snapshot the second writer gets a unique violation instead.
 * Throws TaskNotFoundError.
 */
export async function recordVersion(
  tx: TaskOrchestratorTransaction,
  change: TaskChange,
): Promise<TaskVersion> {
  const { taskId } = change;
  // Not the task's row: this package need not be allowed to write that.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('public.task_versions:' || ${taskId}::text, 0))`;
  const task = await tx.task.findUnique({ where: { id: taskId } });
  if (!task) throw new TaskNotFoundError(taskId);
  const { _max: last } = await tx.taskVersion.aggregate({
    where: { taskId },
    _max: { version: true },
  });
  return tx.taskVersion.create({
    data: {
      taskId,
      version: (last.version ?? 0) + 1,
      title: change.title ?? task.title,
      description: change.description ?? task.description,
      status: change.status ?? task.status,
      priority: change.priority ?? task.priority,
      changesSummary: change.summary ?? null,
      changedBy: change.changedBy ?? null,
      ...(change.metadata === undefined ? {} : { metadata: change.metadata }),
    },
  });
}

import type { EngagementTransaction } from "./client.js";
import { TaskNotFoundError, TaskNotOpenError } from "./errors.js";
import type { Streak, Task, TaskCompletion } from "./generated/client.js";
import { type AwardedMomentum, awardMomentum } from "./momentum/award-momentum.js";
import { countStreak } from "./streak/count-streak.js";
import type { CompletionMethod } from "./words.js";

/** What `finishTask` needs to know. */
export interface TaskToFinish {
  readonly taskId: string;
  /** Who finished it and earns its momentum; need not be its owner. */
  readonly userId: string;
  /** `manual` if not given. */
  readonly method?: CompletionMethod | undefined;
  /** When it was finished; now if not given. */
  readonly at?: Date | undefined;
  readonly timeTakenMinutes?: number | undefined;
  /** From 1 to 5. */
  readonly qualityRating?: number | undefined;
}

/** All that a finished task led to. */
export interface FinishedTask extends AwardedMomentum {
  readonly task: Task;
  readonly completion: TaskCompletion;
  readonly streak: Streak;
}

/**
 * Completes a task with all that follows: sets it done, records who finished it, pays its momentum,
 * counts the daily streak and, for a task of a project, the project streak.
 *
 * All or nothing with the transaction. Of two callers at once one finishes the task, the other gets
 * TaskNotOpenError. Also throws TaskNotFoundError.
 */
export async function finishTask(
  tx: EngagementTransaction,
  { taskId, userId, method = "manual", at = new Date(), ...known }: TaskToFinish,
): Promise<FinishedTask> {
  const task = await closeTask(tx, taskId, at, known.timeTakenMinutes);
  const completion = await tx.taskCompletion.create({
    data: {
      taskId,
      userId,
      completedAt: at,
      momentumEarned: task.momentumReward,
      timeTakenMinutes: known.timeTakenMinutes ?? null,
      qualityRating: known.qualityRating ?? null,
      autoDetected: method === "auto",
      completionMethod: method,
    },
  });
  const award = { userId, amount: task.momentumReward, source: "tasks" } as const;
  const awarded = await awardMomentum(tx, award);
  let streak = await countStreak(tx, { userId, type: "daily", at });
  if (task.projectId)
    streak = await countStreak(tx, { userId, type: "project", at, projectId: task.projectId });
  return { task, completion, streak, ...awarded };
}

async function closeTask(
  tx: EngagementTransaction,
  id: string,
  completedAt: Date,
  actualMinutes: number | undefined,
): Promise<Task> {
  // The condition and the lock in one statement: whoever comes second finds no open task.
  const [closed] = await tx.task.updateManyAndReturn({
    where: { id, status: { notIn: ["done", "cancelled"] } },
    data: {
      status: "done",
      completedAt,
      ...(actualMinutes === undefined ? {} : { actualMinutes }),
    },
  });
  if (closed) return closed;
  const task = await tx.task.findUnique({ where: { id } });
  throw task ? new TaskNotOpenError(id, task.status) : new TaskNotFoundError(id);
}

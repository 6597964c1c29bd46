import type { EngagementTransaction } from "./client.js";
import { TaskNotFoundError, TaskNotOpenError } from "./errors.js";
import type { Streak, TaskCompletion } from "./generated/client.js";
import { type AwardedMomentum, awardMomentum } from "./momentum/award-momentum.js";
import { countStreak } from "./streak/count-streak.js";
import type { CompletionMethod } from "./words.js";

/** What `completeTask` needs to know. */
export interface FinishedTask {
  readonly taskId: string;
  /** Who finished it and earns its momentum; need not be its owner. */
  readonly userId: string;
  readonly method?: CompletionMethod | undefined;
  /** When it was finished; now if not given. */
  readonly at?: Date | undefined;
  readonly timeTakenMinutes?: number | undefined;
  /** From 1 to 5. */
  readonly qualityRating?: number | undefined;
}

/** All that a finished task led to. */
export interface CompletedTask extends AwardedMomentum {
  readonly completion: TaskCompletion;
  readonly streak: Streak;
}

/**
 * Completes a task: sets it done, records who finished it, pays its momentum, counts the daily streak
 * and, for a task of a project, the project streak.
 *
 * All or nothing with the transaction. Of two callers at once one completes the task, the other gets
 * TaskNotOpenError. Also throws TaskNotFoundError.
 */
export async function completeTask(
  tx: EngagementTransaction,
  finished: FinishedTask,
): Promise<CompletedTask> {
  const { taskId, userId, method = "manual", at = new Date() } = finished;
  const task = await closeTask(tx, taskId, at, finished.timeTakenMinutes);
  const completion = await tx.taskCompletion.create({
    data: {
      taskId,
      userId,
      completedAt: at,
      momentumEarned: task.momentumReward,
      timeTakenMinutes: finished.timeTakenMinutes ?? null,
      qualityRating: finished.qualityRating ?? null,
      autoDetected: method === "auto",
      completionMethod: method,
    },
  });
  const award = { userId, amount: task.momentumReward, source: "tasks" } as const;
  const awarded = await awardMomentum(tx, award);
  let streak = await countStreak(tx, { userId, type: "daily", at });
  if (task.projectId)
    streak = await countStreak(tx, { userId, type: "project", at, projectId: task.projectId });
  return { completion, streak, ...awarded };
}

async function closeTask(
  tx: EngagementTransaction,
  id: string,
  at: Date,
  minutes: number | undefined,
) {
  // The condition and the lock in one statement: whoever comes second finds no open task.
  const closed = await tx.task.updateMany({
    where: { id, status: { notIn: ["done", "cancelled"] } },
    data: {
      status: "done",
      completedAt: at,
      ...(minutes === undefined ? {} : { actualMinutes: minutes }),
    },
  });
  const task = await tx.task.findUnique({ where: { id } });
  if (!task) throw new TaskNotFoundError(id);
  if (closed.count === 0) throw new TaskNotOpenError(id, task.status);
  return task;
}

import { randomUUID } from "node:crypto";
import { refusalOf } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { TaskNotFoundError, TaskNotOpenError } from "../src/errors.js";
import { finishTask, type TaskToFinish } from "../src/finish-task.js";
import { useEngagement } from "./use-engagement.js";

const { open, projects, tasks, users } = useEngagement();

describe("finishing a task", () => {
  it("sets it done, records it, pays its momentum and counts the day", async () => {
    const { id: userId } = await users.create();
    const { id: taskId } = await tasks.create({ userId, momentumReward: 120 });
    const at = new Date("2026-03-02T15:00:00Z");
    const finished = await finish({ taskId, userId, at, timeTakenMinutes: 30, qualityRating: 5 });
    expect(finished.task).toMatchObject({ status: "done", completedAt: at, actualMinutes: 30 });
    expect(finished.completion).toMatchObject({
      taskId,
      userId,
      completedAt: at,
      momentumEarned: 120,
      timeTakenMinutes: 30,
      qualityRating: 5,
      autoDetected: false,
      completionMethod: "manual",
    });
    expect(finished.momentum).toMatchObject({ totalMomentum: 120, tasks: 120, currentLevel: 2 });
    expect(finished.streak).toMatchObject({ dailyCurrent: 1, projectCurrent: 0 });
  });

  it("counts the project streak for a task of a project", async () => {
    const { id: userId } = await users.create();
    const { id: projectId } = await projects.create({ ownerId: userId });
    const { id: taskId } = await tasks.create({ userId, projectId });
    const { streak } = await finish({ taskId, userId });
    expect(streak).toMatchObject({ dailyCurrent: 1, projectCurrent: 1, projectId });
  });

  it("pays the one who finished it, who need not own it", async () => {
    const [{ id: owner }, { id: finisher }] = await users.createMany(2);
    const { id: taskId } = await tasks.create({ userId: owner, momentumReward: 10 });
    const finished = await finish({ taskId, userId: finisher, method: "auto" });
    expect(finished.completion.autoDetected).toBe(true);
    expect(finished.momentum.userId).toBe(finisher);
    expect(await open.client.momentum.findUnique({ where: { userId: owner } })).toBeNull();
  });

  it("keeps the minutes that the task has when none are given", async () => {
    const { id: userId } = await users.create();
    const { id: taskId } = await tasks.create({ userId, actualMinutes: 45 });
    expect((await finish({ taskId, userId })).task.actualMinutes).toBe(45);
  });

  it.each(["done", "cancelled"] as const)("is refused when it is %s", async (status) => {
    const { id: userId } = await users.create();
    const { id: taskId } = await tasks.create({ userId, status });
    await expect(finish({ taskId, userId })).rejects.toBeInstanceOf(TaskNotOpenError);
  });

  it("is refused when there is no such task", async () => {
    const { id: userId } = await users.create();
    const finishing = finish({ taskId: randomUUID(), userId });
    await expect(finishing).rejects.toBeInstanceOf(TaskNotFoundError);
  });

  it("happens once when eight try at once", async () => {
    const { id: userId } = await users.create();
    const { id: taskId } = await tasks.create({ userId, momentumReward: 10 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => finish({ taskId, userId })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { totalMomentum } = await open.client.momentum.findUniqueOrThrow({ where: { userId } });
    expect(totalMomentum).toBe(10);
    expect(await open.client.taskCompletion.count({ where: { taskId } })).toBe(1);
  });

  it("leaves nothing behind when a part of it is refused", async () => {
    const { id: userId } = await users.create();
    const { id: taskId } = await tasks.create({ userId, momentumReward: 10 });
    await refusalOf(finish({ taskId, userId, qualityRating: 6 }));
    const task = await open.client.task.findUniqueOrThrow({ where: { id: taskId } });
    expect(task).toMatchObject({ status: "todo", completedAt: null });
    expect(await open.client.momentum.findUnique({ where: { userId } })).toBeNull();
  });
});

function finish(task: TaskToFinish) {
  return open.client.transaction((tx) => finishTask(tx, task));
}

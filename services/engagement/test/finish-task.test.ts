import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { TaskNotFoundError, TaskNotOpenError } from "../src/errors.js";
import { finishTask, type TaskToFinish } from "../src/finish-task.js";
import { useClient } from "./client.js";
import { refusalOf } from "./refusal.js";
import { insertRow, insertTask, insertUser } from "./rows.js";

const db = useTestDatabase("engagement");
const open = useClient(db);

describe("finishing a task", () => {
  it("sets it done, records it, pays its momentum and counts the day", async () => {
    const userId = await insertUser(db);
    const taskId = await insertTask(db, userId, { momentum_reward: 120 });
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
    const userId = await insertUser(db);
    const projectId = await insertRow(db, "public.projects", { owner_id: userId, name: "Engine" });
    const taskId = await insertTask(db, userId, { project_id: projectId });
    const { streak } = await finish({ taskId, userId });
    expect(streak).toMatchObject({ dailyCurrent: 1, projectCurrent: 1, projectId });
  });

  it("pays the one who finished it, who need not own it", async () => {
    const [owner, finisher] = [await insertUser(db), await insertUser(db)];
    const taskId = await insertTask(db, owner, { momentum_reward: 10 });
    const finished = await finish({ taskId, userId: finisher, method: "auto" });
    expect(finished.completion.autoDetected).toBe(true);
    expect(finished.momentum.userId).toBe(finisher);
    expect(await open.client.momentum.findUnique({ where: { userId: owner } })).toBeNull();
  });

  it("keeps the minutes that the task has when none are given", async () => {
    const userId = await insertUser(db);
    const taskId = await insertTask(db, userId, { actual_minutes: 45 });
    expect((await finish({ taskId, userId })).task.actualMinutes).toBe(45);
  });

  it.each(["done", "cancelled"])("is refused when it is %s", async (status) => {
    const userId = await insertUser(db);
    const taskId = await insertTask(db, userId, { status });
    await expect(finish({ taskId, userId })).rejects.toBeInstanceOf(TaskNotOpenError);
  });

  it("is refused when there is no such task", async () => {
    const userId = await insertUser(db);
    const finishing = finish({ taskId: randomUUID(), userId });
    await expect(finishing).rejects.toBeInstanceOf(TaskNotFoundError);
  });

  it("happens once when eight try at once", async () => {
    const userId = await insertUser(db);
    const taskId = await insertTask(db, userId, { momentum_reward: 10 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => finish({ taskId, userId })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { totalMomentum } = await open.client.momentum.findUniqueOrThrow({ where: { userId } });
    expect(totalMomentum).toBe(10);
    expect(await open.client.taskCompletion.count({ where: { taskId } })).toBe(1);
  });

  it("leaves nothing behind when a part of it is refused", async () => {
    const userId = await insertUser(db);
    const taskId = await insertTask(db, userId, { momentum_reward: 10 });
    await refusalOf(finish({ taskId, userId, qualityRating: 6 }));
    const task = await open.client.task.findUniqueOrThrow({ where: { id: taskId } });
    expect(task).toMatchObject({ status: "todo", completedAt: null });
    expect(await open.client.momentum.findUnique({ where: { userId } })).toBeNull();
  });
});

function finish(task: TaskToFinish) {
  return open.client.transaction((tx) => finishTask(tx, task));
}

import { randomUUID } from "node:crypto";
import { acceptedWords } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { TaskNotFoundError } from "../../src/errors.js";
import { recordVersion, type TaskChange } from "../../src/version/record-version.js";
import { taskVersionPriorities, taskVersionStatuses } from "../../src/words.js";
import { useTaskOrchestrator } from "../use-task-orchestrator.js";

const { db, open, tasks, users } = useTaskOrchestrator();

describe("recording a version", () => {
  it("counts from 1 for each task", async () => {
    const [{ id: one }, { id: two }] = await tasks.createMany(2);
    const versions = [];
    for (const taskId of [one, one, two, one]) versions.push(await record({ taskId }));
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 1, 3]);
  });

  it("shows the task as it is now where the change says nothing", async () => {
    const task = {
      title: "Engine",
      description: "Brass",
      status: "review",
      priority: "high",
    } as const;
    const { id: taskId } = await tasks.create(task);
    expect(await record({ taskId })).toMatchObject({ ...task, changedBy: null, metadata: {} });
  });

  it("keeps what the change says, and states that a task cannot have", async () => {
    const user = await users.create();
    const { id: taskId } = await tasks.create({ user });
    const metadata = { from: "todo", to: "failed", tries: [1, 2] };
    const change = { title: "New", status: "failed", priority: "low" } as const;
    const version = await record({
      taskId,
      ...change,
      changedBy: user.id,
      summary: "It broke",
      metadata,
    });
    expect(version).toMatchObject({
      ...change,
      changedBy: user.id,
      changesSummary: "It broke",
      metadata,
    });
  });

  it("leaves no gap and no double when twenty write at once", async () => {
    const { id: taskId } = await tasks.create();
    await Promise.all(Array.from({ length: 20 }, () => record({ taskId })));
    const versions = await open.client.taskVersion.findMany({
      where: { taskId },
      orderBy: { version: "asc" },
    });
    expect(versions.map(({ version }) => version)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it("leaves no gap where a writer gave up", async () => {
    const { id: taskId } = await tasks.create();
    await record({ taskId });
    const givingUp = open.client.transaction(async (tx) => {
      await recordVersion(tx, { taskId });
      throw new Error("changed my mind");
    });
    await expect(givingUp).rejects.toThrow("changed my mind");
    expect((await record({ taskId })).version).toBe(2);
  });

  it("does not make writers of other tasks wait", async () => {
    const [{ id: one }, { id: two }] = await tasks.createMany(2);
    await open.client.transaction(async (tx) => {
      await recordVersion(tx, { taskId: one });
      expect((await record({ taskId: two })).version).toBe(1);
    });
  });

  it("needs a transaction, which the compiler asks for", () => {
    // @ts-expect-error outside a transaction the lock would be gone before the insert
    const outside = () => recordVersion(open.client, { taskId: randomUUID() });
    expect(outside).toBeTypeOf("function");
  });

  it("is refused when there is no such task", async () => {
    await expect(record({ taskId: randomUUID() })).rejects.toBeInstanceOf(TaskNotFoundError);
  });

  it.each([
    ["status", taskVersionStatuses],
    ["priority", taskVersionPriorities],
  ])("knows every %s that a task can have", async (column, known) => {
    const ofTasks = await acceptedWords(db, `tasks_${column}_check`);
    expect(ofTasks.length).toBeGreaterThan(0);
    expect(known).toEqual(expect.arrayContaining(ofTasks));
  });
});

function record(change: TaskChange) {
  return open.client.transaction((tx) => recordVersion(tx, change));
}

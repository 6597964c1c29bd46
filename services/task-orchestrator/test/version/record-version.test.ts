import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { TaskNotFoundError } from "../../src/errors.js";
import { recordVersion, type TaskChange } from "../../src/version/record-version.js";
import { taskVersionPriorities, taskVersionStatuses } from "../../src/words.js";
import { useClient } from "../client.js";
import { insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("task-orchestrator");
const open = useClient(db);

describe("recording a version", () => {
  it("counts from 1 for each task", async () => {
    const user = await insertUser(db);
    const [one, two] = [await insertTask(db, user), await insertTask(db, user)];
    const versions = [];
    for (const taskId of [one, one, two, one]) versions.push(await record({ taskId }));
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 1, 3]);
  });

  it("shows the task as it is now where the change says nothing", async () => {
    const user = await insertUser(db);
    const task = { title: "Engine", description: "Brass", status: "review", priority: "high" };
    const taskId = await insertTask(db, user, task);
    expect(await record({ taskId })).toMatchObject({ ...task, changedBy: null, metadata: {} });
  });

  it("keeps what the change says, and states that a task cannot have", async () => {
    const user = await insertUser(db);
    const taskId = await insertTask(db, user);
    const metadata = { from: "todo", to: "failed", tries: [1, 2] };
    const change = { title: "New", status: "failed", priority: "low" } as const;
    const version = await record({
      taskId,
      ...change,
      changedBy: user,
      summary: "It broke",
      metadata,
    });
    expect(version).toMatchObject({
      ...change,
      changedBy: user,
      changesSummary: "It broke",
      metadata,
    });
  });

  it("leaves no gap and no double when twenty write at once", async () => {
    const taskId = await insertTask(db, await insertUser(db));
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
    const taskId = await insertTask(db, await insertUser(db));
    await record({ taskId });
    const givingUp = open.client.transaction(async (tx) => {
      await recordVersion(tx, { taskId });
      throw new Error("changed my mind");
    });
    await expect(givingUp).rejects.toThrow("changed my mind");
    expect((await record({ taskId })).version).toBe(2);
  });

  it("does not make writers of other tasks wait", async () => {
    const user = await insertUser(db);
    const [one, two] = [await insertTask(db, user), await insertTask(db, user)];
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
    const [rule] = await db.query<{ text: string }>(
      `SELECT pg_catalog.pg_get_constraintdef(oid) AS text FROM pg_catalog.pg_constraint
       WHERE conname = $1`,
      [`tasks_${column}_check`],
    );
    const ofTasks = [...(rule?.text ?? "").matchAll(/'([^']*)'/g)].map((match) => match[1]);
    expect(ofTasks.length).toBeGreaterThan(0);
    expect(known).toEqual(expect.arrayContaining(ofTasks));
  });
});

function record(change: TaskChange) {
  return open.client.transaction((tx) => recordVersion(tx, change));
}

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { completeTask } from "../../src/task/complete-task.js";
import { TaskClosedError, TaskNotFoundError } from "../../src/task/errors.js";
import { useCore } from "../use-core.js";

const { db, open, tasks } = useCore();

describe("completeTask", () => {
  it("sets the task to done with the time in UTC and the minutes it took", async () => {
    const { id } = await tasks.create();
    const before = Date.now();
    const task = await completeTask(open.client, id, { actualMinutes: 25 });
    expect(task).toMatchObject({ id, status: "done", actualMinutes: 25 });
    expect(task.completedAt?.getTime()).toBeGreaterThanOrEqual(before);
    const [row] = await db.query(
      "SELECT completed_at BETWEEN created_at - interval '1 minute' AND created_at + interval '1 minute' AS is_utc FROM public.tasks WHERE id = $1",
      [id],
    );
    expect(row).toEqual({ is_utc: true });
  });

  it.each(["done", "cancelled"] as const)(
    "refuses a task that is %s already, and leaves it",
    async (status) => {
      const { id } = await tasks.create({ status });
      await expect(completeTask(open.client, id)).rejects.toThrow(TaskClosedError);
      await expect(completeTask(open.client, id)).rejects.toMatchObject({ taskId: id, status });
      const [row] = await db.query("SELECT completed_at FROM public.tasks WHERE id = $1", [id]);
      expect(row).toEqual({ completed_at: null });
    },
  );

  it("says which task is not there", async () => {
    const id = randomUUID();
    await expect(completeTask(open.client, id)).rejects.toThrow(TaskNotFoundError);
    await expect(completeTask(open.client, id)).rejects.toThrow(id);
  });

  it("lets one of several succeed who complete the same task at once", async () => {
    const { id } = await tasks.create();
    const attempts = Array.from({ length: 5 }, () => completeTask(open.client, id));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

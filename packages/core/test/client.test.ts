import { runWithContext } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import type { TaskStatus } from "../src/index.js";
import { useCore } from "./use-core.js";

const { open, tasks, users } = useCore();

describe("a core client", () => {
  it("has its caller recorded as the actor of what it writes", async () => {
    const [owner, actor] = await users.createMany(2);
    const context = { actor: actor.id, ipAddress: "10.1.2.3", userAgent: "tests" };
    const task = await runWithContext(context, () =>
      open.client.task.create({ data: { userId: owner.id, title: "Ask for a raise" } }),
    );
    const log = await open.client.activityLog.findMany({ where: { entityId: task.id } });
    expect(log).toMatchObject([
      { action: "INSERT", userId: actor.id, ipAddress: "10.1.2.3", userAgent: "tests" },
    ]);
  });

  it("reads words as their union, not as any string", async () => {
    const { id } = await tasks.create({ status: "review" });
    const { status } = await open.client.task.findUniqueOrThrow({ where: { id } });
    const word: TaskStatus = status;
    // @ts-expect-error: no task has this status
    const other: "completed" = status;
    expect([word, other]).toEqual(["review", "review"]);
  });

  it("says in a sentence what a refused row broke", async () => {
    const { id: userId } = await users.create();
    const refused = open.client.task.create({
      data: { userId, title: "Wait for it", estimatedMinutes: -1 },
    });
    await expect(refused).rejects.toMatchObject({
      constraint: "tasks_estimated_minutes_check",
      message: expect.stringContaining("estimated minutes of a task are not negative"),
    });
  });

  it("tells apart an address that is taken as written and one taken in other capitals", async () => {
    const user = { password: "a hash", name: "Ada" };
    await open.client.user.create({ data: { ...user, email: "ada@example.org" } });
    const again = (email: string) => open.client.user.create({ data: { ...user, email } });
    await expect(again("ada@example.org")).rejects.toMatchObject({ constraint: "users_email_key" });
    await expect(again("Ada@Example.org")).rejects.toMatchObject({
      constraint: "users_email_lower_key",
    });
  });
});

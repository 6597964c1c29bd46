import { describe, expect, it } from "vitest";
import { readOpenTasks } from "../../src/task/read-open-tasks.js";
import { taskStatuses } from "../../src/words.js";
import { useCore } from "../use-core.js";

const { open, tasks, users } = useCore();

describe("readOpenTasks", () => {
  it("leaves out what is done or cancelled, and other users' tasks", async () => {
    const [user, other] = await users.createMany(2);
    for (const status of taskStatuses) {
      await tasks.create({ user, status });
      await tasks.create({ user: other, status });
    }
    const found = await readOpenTasks(open.client, user.id);
    expect(found.map(({ status }) => status)).toEqual(["todo", "in_progress", "blocked", "review"]);
    expect(found.every(({ userId }) => userId === user.id)).toBe(true);
  });

  it("gives the soonest due first, those without a due date last, up to the limit", async () => {
    const user = await users.create();
    for (const due of [null, "2100-01-02", "2100-01-01", "2000-01-01"]) {
      await tasks.create({ user, title: `${due}`, dueDate: due });
    }
    const titles = async (limit?: number) =>
      (await readOpenTasks(open.client, user.id, limit)).map(({ title }) => title);
    expect(await titles()).toEqual(["2000-01-01", "2100-01-01", "2100-01-02", "null"]);
    expect(await titles(2)).toEqual(["2000-01-01", "2100-01-01"]);
  });
});

import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { readOpenTasks } from "../../src/task/read-open-tasks.js";
import { taskStatuses } from "../../src/words.js";
import { useCoreClient } from "../core-client.js";
import { insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("core");
const core = useCoreClient(db);

describe("readOpenTasks", () => {
  it("leaves out what is done or cancelled, and other users' tasks", async () => {
    const [user, other] = [await insertUser(db), await insertUser(db)];
    for (const status of taskStatuses) {
      await insertTask(db, user, { status });
      await insertTask(db, other, { status });
    }
    const tasks = await readOpenTasks(core.client, user);
    expect(tasks.map(({ status }) => status)).toEqual(["todo", "in_progress", "blocked", "review"]);
    expect(tasks.every(({ userId }) => userId === user)).toBe(true);
  });

  it("gives the soonest due first, those without a due date last, up to the limit", async () => {
    const user = await insertUser(db);
    for (const due of [null, "2100-01-02", "2100-01-01", "2000-01-01"]) {
      await insertTask(db, user, { title: `${due}`, due_date: due });
    }
    const titles = async (limit?: number) =>
      (await readOpenTasks(core.client, user, limit)).map(({ title }) => title);
    expect(await titles()).toEqual(["2000-01-01", "2100-01-01", "2100-01-02", "null"]);
    expect(await titles(2)).toEqual(["2000-01-01", "2100-01-01"]);
  });
});

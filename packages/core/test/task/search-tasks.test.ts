import { beforeAll, describe, expect, it } from "vitest";
import { searchTasks } from "../../src/task/search-tasks.js";
import { useCore } from "../use-core.js";

const { open, tasks, users } = useCore();
let user: Awaited<ReturnType<typeof users.create>>;
beforeAll(async () => {
  user = await users.create();
  for (const title of ["Write the report", "Reports about reports", "Water the plants"]) {
    await tasks.create({ user, title });
  }
  await tasks.create({ title: "Write another's report" });
});

describe("searchTasks", () => {
  it.each([
    ["reporting", ["Reports about reports", "Write the report"]],
    ["report -write", ["Reports about reports"]],
    ['"the plants"', ["Water the plants"]],
    ["nothing of the kind", []],
    ["", []],
    ["a & | !'\"(", []],
  ])("finds by %j what the user's own titles hold, best match first", async (words, titles) => {
    const found = await searchTasks(open.client, user.id, words);
    expect(found.map(({ title }) => title)).toEqual(titles);
  });

  it("gives at most as many as asked for", async () => {
    expect(await searchTasks(open.client, user.id, "report", 1)).toHaveLength(1);
  });
});

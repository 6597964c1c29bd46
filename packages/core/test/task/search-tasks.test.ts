import { useClient, useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { createCoreClient } from "../../src/client.js";
import { searchTasks } from "../../src/task/search-tasks.js";
import { coreFactories } from "../../src/testing.js";

const db = useTestDatabase("core");
const core = useClient(db, createCoreClient);
const { tasks, users } = coreFactories(db);
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
    const found = await searchTasks(core.client, user.id, words);
    expect(found.map(({ title }) => title)).toEqual(titles);
  });

  it("gives at most as many as asked for", async () => {
    expect(await searchTasks(core.client, user.id, "report", 1)).toHaveLength(1);
  });
});

import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { searchTasks } from "../../src/task/search-tasks.js";
import { useCoreClient } from "../core-client.js";
import { insertTask, insertUser } from "../rows.js";

const db = useTestDatabase("core");
const core = useCoreClient(db);
let user: string;
beforeAll(async () => {
  user = await insertUser(db);
  for (const title of ["Write the report", "Reports about reports", "Water the plants"]) {
    await insertTask(db, user, { title });
  }
  await insertTask(db, await insertUser(db), { title: "Write another's report" });
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
    const found = await searchTasks(core.client, user, words);
    expect(found.map(({ title }) => title)).toEqual(titles);
  });

  it("gives at most as many as asked for", async () => {
    expect(await searchTasks(core.client, user, "report", 1)).toHaveLength(1);
  });
});

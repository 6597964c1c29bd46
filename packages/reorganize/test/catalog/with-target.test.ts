import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withScratch } from "../../src/catalog/with-scratch.js";
import { withTarget } from "../../src/catalog/with-target.js";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(() => database.drop());

it("knows every table of the target with its owner, and leaves nothing behind", async () => {
  const url = await withTarget(database.url, async ({ catalog, owners, url: scratch }) => {
    expect(owners.size).toBe(54);
    expect([...owners.keys()].filter((name) => !catalog.tables.has(name))).toEqual([]);
    expect(owners.get("public.tasks")).toBe("core");
    const tasks = catalog.tables.get("public.tasks");
    expect(tasks?.constraints.map(({ name }) => name)).toContain("tasks_status_check");
    expect(tasks?.columns.find(({ name }) => name === "id")).toMatchObject({ type: "uuid" });
    return scratch;
  });
  await expect(connectOnce(url)).rejects.toThrow("There is no database");
});

it("drops a scratch database although its user failed", async () => {
  let url = "";
  const failed = withScratch(database.url, async (scratch) => {
    url = scratch;
    await (await connectOnce(scratch)).end();
    throw new Error("on purpose");
  });
  await expect(failed).rejects.toThrow("on purpose");
  await expect(connectOnce(url)).rejects.toThrow("There is no database");
});

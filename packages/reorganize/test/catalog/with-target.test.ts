import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { readOwnership } from "@deepiri/workspace";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readStructure } from "../../src/catalog/delta/facts.js";
import { objectsAt } from "../../src/catalog/objects/read-objects.js";
import { observeAt } from "../../src/catalog/observer/observe.js";
import { targetDatabase } from "../../src/catalog/target-database.js";
import { objectsOf, observationOf, structureOf } from "../../src/catalog/target-facts.js";
import { withKept } from "../../src/catalog/with-kept.js";
import { withScratch } from "../../src/catalog/with-scratch.js";
import { readCatalogAt, withTarget } from "../../src/catalog/with-target.js";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(() => database.drop());

it("knows every table of the target with its owner", () =>
  withTarget(database.url, undefined, async ({ catalog, owners }) => {
    expect(owners.size).toBe(readOwnership(targetDatabase()).tables.size);
    expect([...owners.keys()].filter((name) => !catalog.tables.has(name))).toEqual([]);
    expect(owners.get("public.tasks")).toBe("core");
    const tasks = catalog.tables.get("public.tasks");
    expect(tasks?.constraints.map(({ name }) => name)).toContain("tasks_status_check");
    expect(tasks?.columns.find(({ name }) => name === "id")).toMatchObject({ type: "uuid" });
  }));

it("builds the target once, and lets later commands find nothing to do", async () => {
  const urlOf = (): Promise<string> => withTarget(database.url, undefined, async ({ url }) => url);
  expect(await urlOf()).toBe(await urlOf());
});

it("remembers of a target what would be read of it again", () =>
  withTarget(database.url, undefined, async (target) => {
    const { url } = target;
    expect(target.catalog).toEqual(await readCatalogAt(url));
    expect(await observationOf(target)).toEqual(await observeAt(url));
    expect(await objectsOf(target)).toEqual(await objectsAt(url));
    const [known, read] = [await structureOf(target), await readStructure(url)];
    expect(known.rootHash).toBe(read.rootHash);
    expect(known.edges.length).toBe(read.edges.length);
    // From the file, as the next command has it.
    const later = { ...target, catalog: { ...target.catalog } };
    expect(await observationOf(later)).toEqual(await observeAt(url));
    expect((await structureOf(later)).rootHash).toBe(read.rootHash);
  }));

/** Where what was made for `version` is, and how often a database was made for it. */
async function keep(version: string, use: () => Promise<unknown> = async () => {}) {
  const made: string[] = [];
  const make = async (url: string): Promise<void> => {
    made.push(url);
    const client = await connectOnce(url);
    await client.query("CREATE TABLE IF NOT EXISTS public.made ()").finally(() => client.end());
  };
  const url = await withKept(database.url, { version, make }, async (kept) => {
    await use();
    return kept;
  });
  return { url, made };
}

const unique = (what: string): string => `${what} of ${process.pid} ${Date.now()}`;

it("keeps one database for the same contents, and makes sure that they are there", async () => {
  const version = unique("same");
  const [first, second] = [await keep(version), await keep(version)];
  expect(second).toEqual({ url: first.url, made: [first.url] });
  expect(first.made).toEqual([expect.stringContaining("/_scratch_"), first.url]);
});

it("builds beside another command that builds the same, and one of them is kept", async () => {
  const version = unique("both");
  const [one, other] = await Promise.all([keep(version), keep(version)]);
  expect(one.url).toBe(other.url);
  await (await connectOnce(one.url)).end();
  for (const url of [...one.made, ...other.made].filter((place) => place !== one.url))
    await expect(connectOnce(url)).rejects.toThrow("There is no database");
});

it("drops what was kept for other contents, unless somebody uses it", async () => {
  const [old, used] = [unique("old"), unique("used")];
  const { url } = await keep(old);
  const place = await keep(used, () => keep(unique("new")));
  await expect(connectOnce(url)).rejects.toThrow("There is no database");
  await (await connectOnce(place.url)).end();
});

it("leaves nothing behind of contents that could not be made", async () => {
  let draft = "";
  const make = async (url: string): Promise<never> => {
    draft = url;
    throw new Error("on purpose");
  };
  const failed = withKept(database.url, { version: unique("failing"), make }, async () => {});
  await expect(failed).rejects.toThrow("on purpose");
  await expect(connectOnce(draft)).rejects.toThrow("There is no database");
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

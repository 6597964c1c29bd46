import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type KeeperLink, linkToKeeper } from "../../src/warm/ask-keeper.js";
import { type Keeper, startKeeper } from "../../src/warm/keeper.js";
import { useServer } from "../fixture/use-server.js";

const server = useServer();
const run = "0123abcd";
const asked: string[] = [];
let template = "one";
let keeper: Keeper;
let worker: KeeperLink;

beforeEach(async () => {
  await server.run("CREATE DATABASE one", "CREATE DATABASE other");
  asked.length = 0;
  template = "one";
  keeper = await startKeeper(server.url, run, async ({ package: key }) => {
    asked.push(key);
    if (key === "nobody's") throw new Error(`nobody knows ${key}`);
    return { name: template, database: "deepiri" };
  });
  worker = await linkToKeeper(keeper.port);
});

afterEach(async () => {
  worker.close();
  await keeper.close().catch(() => {});
  for (const name of await server.databases()) await server.run(`DROP DATABASE ${name}`);
});

const take = async (key = "core", link = worker) => (await link.take({ package: key })).name;

async function until(condition: (databases: string[]) => boolean): Promise<void> {
  while (!condition(await server.databases())) await sleep(5);
}

test("asks for each template once, and gives every taker a copy of its own", async () => {
  expect(await server.databases()).toEqual(["one", "other"]);
  const names = await Promise.all(Array.from({ length: 8 }, () => take()));
  names.push(await take("auth"));
  expect(new Set(names).size).toBe(9);
  expect(await server.databases()).toEqual(expect.arrayContaining(names));
  expect(asked).toEqual(["core", "auth"]);
});

test("tells who had to wait for a template", async () => {
  expect((await worker.take({ package: "core" })).first).toBe(true);
  expect((await worker.take({ package: "core" })).first).toBe(false);
});

test("passes on why there is no template, and looks again for the next", async () => {
  await expect(take("nobody's")).rejects.toThrow("nobody knows nobody's");
  await expect(take("nobody's")).rejects.toThrow("nobody knows nobody's");
  expect(asked).toEqual(["nobody's", "nobody's"]);
});

test("drops what is no longer needed, and only that", async () => {
  const [dropped, kept] = [await take(), await take()];
  worker.tell({ drop: dropped });
  worker.tell({ drop: "other" });
  await until((databases) => !databases.includes(dropped));
  expect(await server.databases()).toEqual(expect.arrayContaining([kept, "one", "other"]));
});

test("drops what a worker held that is gone", async () => {
  const held = [await take(), await take()];
  const another = await linkToKeeper(keeper.port);
  const others = await take("core", another);
  worker.close();
  await until((databases) => !held.some((name) => databases.includes(name)));
  expect(await server.databases()).toContain(others);
  another.close();
});

test("looks for the template again when the one it knew is gone", async () => {
  await take();
  await server.run("ALTER DATABASE one RENAME TO gone");
  template = "other";
  while (asked.length === 1) expect(await take()).toMatch(`test_${run}_core_`);
});

test("takes no template for granted after a change, and drops copies of the old one", async () => {
  const taken = await take();
  keeper.forget();
  await until((databases) => databases.length === 3);
  expect(await server.databases()).toContain(taken);
  await take();
  expect(asked).toEqual(["core", "core"]);
});

test("keeps what is to outlive the run, under another name", async () => {
  const url = await worker.keep(await take());
  const kept = new URL(url).pathname.slice(1);
  expect(kept).toMatch(`kept_${run}_core_`);
  worker.close();
  await keeper.close();
  expect(await server.databases()).toContain(kept);
});

test("tells those who wait when it ends", async () => {
  await keeper.close();
  await expect(take()).rejects.toThrow("the run that kept the test databases has ended");
});

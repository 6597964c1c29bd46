import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type KeeperLink, linkToKeeper } from "../../src/warm/ask-keeper.js";
import { type Keeper, startKeeper } from "../../src/warm/keeper.js";
import { useServer } from "../fixture/use-server.js";

const server = useServer();
const run = "0123abcd";
let keeper: Keeper;
let worker: KeeperLink;

beforeEach(async () => {
  await server.run("CREATE DATABASE one", "CREATE DATABASE other");
  keeper = await startKeeper(server.url, run);
  worker = await linkToKeeper(keeper.port);
});

afterEach(async () => {
  worker.close();
  await keeper.close().catch(() => {});
  for (const name of await server.databases()) await server.run(`DROP DATABASE ${name}`);
});

async function until(condition: (databases: string[]) => boolean): Promise<void> {
  while (!condition(await server.databases())) await sleep(5);
}

test("asks for a template once, and gives every taker a copy of its own", async () => {
  expect(await worker.take("core")).toBeUndefined();
  const first = await worker.take("core", "one");
  const others = await Promise.all(Array.from({ length: 8 }, () => worker.take("core")));
  expect(new Set([first, ...others]).size).toBe(9);
  expect(await server.databases()).toEqual(expect.arrayContaining([first, ...others]));
  expect(await worker.take("auth")).toBeUndefined();
});

test("drops what is no longer needed, and only that", async () => {
  const [dropped, kept] = [await worker.take("core", "one"), await worker.take("core")];
  worker.tell({ drop: String(dropped) });
  worker.tell({ drop: "other" });
  await until((databases) => !databases.includes(String(dropped)));
  expect(await server.databases()).toEqual(expect.arrayContaining([kept, "one", "other"]));
});

test("drops what a worker held that is gone", async () => {
  const held = [await worker.take("core", "one"), await worker.take("core")];
  const another = await linkToKeeper(keeper.port);
  const others = await another.take("core");
  worker.close();
  await until((databases) => !held.some((name) => databases.includes(String(name))));
  expect(await server.databases()).toContain(others);
  another.close();
});

test("asks again for a template that is gone", async () => {
  await worker.take("core", "one");
  await server.run("ALTER DATABASE one RENAME TO gone");
  const reserve = async () => await worker.take("core");
  while (await reserve()) await sleep(1);
  expect(await worker.take("core", "other")).toMatch(`test_${run}_core_`);
});

test("takes no template for granted after a change, and drops copies of the old one", async () => {
  const taken = await worker.take("core", "one");
  keeper.forget();
  expect(await worker.take("core")).toBeUndefined();
  await until((databases) => databases.length === 3);
  expect(await server.databases()).toContain(taken);
});

test("keeps what is to outlive the run, under another name", async () => {
  const name = await worker.take("core", "one");
  const url = await worker.keep(String(name));
  const kept = new URL(url).pathname.slice(1);
  expect(kept).toMatch(`kept_${run}_core_`);
  worker.close();
  await keeper.close();
  expect(await server.databases()).toContain(kept);
});

test("tells those who wait when it ends", async () => {
  await keeper.close();
  await expect(worker.take("core")).rejects.toThrow(
    "the run that kept the test databases has ended",
  );
});

import { setTimeout as sleep } from "node:timers/promises";
import { migrate } from "@deepiri/schema-engine";
import { findDatabase, findPackage, readWorkspace } from "@deepiri/workspace";
import pg from "pg";
import { createFromNothing } from "../src/maintenance/create-from-nothing.js";
import { dropDatabase, onSameServer, withClient } from "../src/maintenance/databases.js";
import { ensureTemplate } from "../src/maintenance/template.js";
import { linkToKeeper } from "../src/warm/ask-keeper.js";

/** Milliseconds until a database answered its first query, by the way it came to be. */
export interface Times {
  readonly warm: number[];
  readonly burst: number[];
  readonly raw: number[];
  readonly fromNothing: number[];
}

// Has the most tables, its own and core's.
const key = "engagement";
// A test file that needs less of a database would not need one.
const testLasts = 40;

const { url, port, rounds } = JSON.parse(process.env.BENCH ?? "");
const workspace = readWorkspace();
const tablePackage = findPackage(workspace, key);
const database = findDatabase(workspace, tablePackage.database);
const packages = [...tablePackage.dependencies, tablePackage];
const template = (await ensureTemplate(url, { package: key })).name;
const keeper = await linkToKeeper(port);
await fromStock();

const times: Times = { warm: [], burst: [], raw: [], fromNothing: [] };
for (let round = 0; round < rounds; round += 1) {
  await sleep(testLasts);
  times.warm.push(await timed(fromStock));
  await sleep(testLasts);
  times.raw.push(await timed(() => made((client, name) => copy(client, name))));
  if (round % 10 === 0) times.fromNothing.push(await timed(migrated));
}
await sleep(testLasts * 5);
for (let turn = 0; turn < 10; turn += 1) times.burst.push(await timed(fromStock));
keeper.close();
process.send?.(times, () => process.exit());

/** Time of `make`, until the database it gives has answered; then it is given back. */
async function timed(make: () => Promise<Made>): Promise<number> {
  const begin = performance.now();
  const { name, drop } = await make();
  await withClient(onSameServer(url, name), (client) => client.query("SELECT 1"));
  const milliseconds = performance.now() - begin;
  await drop();
  return milliseconds;
}

interface Made {
  readonly name: string;
  drop(): Promise<void>;
}

async function fromStock(): Promise<Made> {
  const { name } = await keeper.take({ package: key });
  return { name, drop: async () => keeper.tell({ drop: name }) };
}

async function made(make: (client: pg.Client, name: string) => Promise<unknown>): Promise<Made> {
  const name = `bench_${performance.now().toFixed(0)}`;
  await withClient(url, (client) => make(client, name));
  return { name, drop: async () => await withClient(url, (client) => dropDatabase(client, name)) };
}

async function copy(client: pg.Client, name: string): Promise<void> {
  const [to, from] = [pg.escapeIdentifier(name), pg.escapeIdentifier(template)];
  await client.query(`CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY file_copy`);
}

async function migrated(): Promise<Made> {
  return await made(async (client, name) => {
    await createFromNothing(client, name);
    await migrate(database, { url: onSameServer(url, name), packages });
  });
}

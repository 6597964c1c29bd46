import { access, readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { startServer, stopServer } from "../src/index.js";
import { isServerProcess } from "../src/postmaster-file.js";
import { query } from "./fixture/query.js";
import { launchStarter, startAndLeave, startElsewhere } from "./fixture/start-elsewhere.js";
import { until } from "./fixture/until.js";
import { useDirectory } from "./fixture/use-directory.js";

const directory = useDirectory();
const throwAway = () => ({ directory: directory.path, kind: "throw-away" as const });

const lives = (pid: number) => isServerProcess(pid, path.join(directory.path, "data"));
const isGone = async () =>
  await access(directory.path).then(
    () => false,
    () => true,
  );

test("waits for no disk", async () => {
  const { url } = await startServer(throwAway());
  const settings = ["fsync", "synchronous_commit", "full_page_writes", "wal_level"];
  const list = settings.map((name) => `current_setting('${name}')`).join(", ");
  const [row] = await query<{ values: string[] }>(url, `SELECT ARRAY[${list}] AS values`);
  expect(row?.values).toEqual(["off", "off", "off", "minimal"]);
});

test("is gone with its directory when it is stopped", async () => {
  const server = await startServer(throwAway());
  await server.stop();
  expect(await isGone()).toBe(true);
  expect(await lives(server.pid)).toBe(false);
});

test("is gone with its directory when somebody else stops it", async () => {
  const { starter, found } = await startElsewhere(throwAway());
  expect(await stopServer(directory.path)).toBe(true);
  expect(await isGone()).toBe(true);
  await until(async () => !(await lives(found.pid)));
  starter.kill();
});

test("is gone when the process that started it ends without a word", async () => {
  const { pid } = await startAndLeave(throwAway());
  await until(async () => !(await lives(pid)) && (await isGone()));
});

test("is gone when the process that started it is killed, with sessions open", async () => {
  const { starter, found } = await startElsewhere(throwAway());
  const session = query(found.url, "SELECT pg_sleep(600)").catch((error) => error);
  starter.kill("SIGKILL");
  await until(async () => !(await lives(found.pid)) && (await isGone()));
  expect(await session).toBeInstanceOf(Error);
});

test("leaves nothing when its start is killed anywhere", async () => {
  for (const moment of [350, 450, 550, 650, 750, 900]) {
    const starter = launchStarter(throwAway(), "wait");
    await new Promise((resolve) => setTimeout(resolve, moment));
    starter.kill("SIGKILL");
    await until(isGone);
  }
  expect(await readdir(directory.parent)).toEqual([]);
});

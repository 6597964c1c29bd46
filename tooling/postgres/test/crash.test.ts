import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { someOf } from "@deepiri/vitest/skip";
import { expect, test } from "vitest";
import { readServer, startServer, stopServer } from "../src/index.js";
import { query } from "./fixture/query.js";
import { launchStarter, startElsewhere } from "./fixture/start-elsewhere.js";
import { until } from "./fixture/until.js";
import { useDirectory } from "./fixture/use-directory.js";

const directory = useDirectory();
const kept = () => ({ directory: directory.path, kind: "kept" as const });
const data = () => path.join(directory.path, "data");

test("comes back with committed data when the server was killed", async () => {
  const { url, pid } = await startServer(kept());
  await query(url, "CREATE TABLE public.facts AS SELECT 42 AS answer");
  process.kill(pid, "SIGKILL");
  const again = await startServer(kept());
  expect(again.pid).not.toBe(pid);
  expect(await query(again.url, "SELECT answer FROM public.facts")).toEqual([{ answer: 42 }]);
});

test("goes on when the process that started it is killed", async () => {
  const { starter, found } = await startElsewhere(kept());
  await kill(starter);
  expect((await startServer(kept())).pid).toBe(found.pid);
});

test("is not fooled by a leftover whose process number another program has now", async () => {
  const stranger = spawn("sleep", ["60"]);
  await leaveBehind(stranger.pid);
  const { pid } = await startServer(kept());
  expect(pid).not.toBe(stranger.pid);
  await stopServer(directory.path);
  expect(stranger.exitCode).toBeNull();
  await kill(stranger);
});

test("does not stop a program that has the process number of a dead server", async () => {
  const stranger = spawn("sleep", ["60"]);
  await leaveBehind(stranger.pid);
  expect(await stopServer(directory.path)).toBe(false);
  expect(stranger.signalCode).toBeNull();
  await kill(stranger);
});

test("does not take another server on the recorded port for its own", async () => {
  const { port } = await startServer(kept());
  const copy = path.join(directory.parent, "copy");
  await mkdir(copy);
  for (const name of ["data", "server.json"]) {
    await cp(path.join(directory.path, name), path.join(copy, name), { recursive: true });
  }
  expect(await readServer(directory.path)).toMatchObject({ port });
  expect(await readServer(copy)).toBeUndefined();
});

test("takes over the start lock of a dead process", async () => {
  const dead = spawn("true");
  await once(dead, "exit");
  await mkdir(directory.path);
  await writeFile(path.join(directory.path, "start.lock"), String(dead.pid));
  await startServer(kept());
});

test("starts over when the first start was killed anywhere", async () => {
  for (const moment of someOf([300, 450, 600, 750, 900], [600])) {
    const starter = launchStarter(kept(), "wait");
    await new Promise((resolve) => setTimeout(resolve, moment));
    await kill(starter);
  }
  const { url } = await startServer(kept());
  expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect((await readdir(directory.path)).filter((name) => name.includes("making"))).toEqual([]);
});

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await until(() => child.exitCode !== null || child.signalCode !== null);
}

// What a killed server leaves, as if its number had been given to another process since.
async function leaveBehind(pid: number | undefined): Promise<void> {
  const file = path.join(data(), "postmaster.pid");
  const server = await startServer(kept());
  const text = await readFile(file, "utf8");
  await server.stop();
  await writeFile(file, text.replace(/^\d+/, String(pid)), { mode: 0o600 });
}

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { because } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Places, readTraces, readTracesLeft } from "../../check/traces.js";
import { useServer } from "../fixture/use-server.js";

const noProcesses =
  process.platform === "linux" ? undefined : "only Linux lists processes in /proc";

const server = useServer();
let place = "";
let places: Places;

beforeAll(async () => {
  place = await mkdtemp(path.join(tmpdir(), "deepiri-traces-"));
  const [root, files, memoryDisk] = ["root", "files", "memory"].map((one) => path.join(place, one));
  for (const folder of [root, files, memoryDisk]) await mkdir(String(folder));
  places = {
    serverUrl: server.url,
    root: String(root),
    folders: [String(files), path.join(place, "not there")],
    memoryDisk: String(memoryDisk),
  };
});
afterAll(async () => await rm(place, { recursive: true }));

const kinds = {
  database: async () => {
    await server.run("CREATE DATABASE test_0123abcd_core_1");
    return async () => await server.run("DROP DATABASE test_0123abcd_core_1");
  },
  role: async () => {
    await server.run("CREATE ROLE gardener");
    return async () => await server.run("DROP ROLE gardener");
  },
  file: async () => {
    const file = path.join(String(places.folders[0]), "forgotten.txt");
    await writeFile(file, "");
    return async () => await rm(file);
  },
  "server folder": async () => {
    const folder = path.join(places.memoryDisk, "deepiri-0000");
    await mkdir(folder);
    return async () => await rm(folder, { recursive: true });
  },
};

test.each(Object.entries(kinds))("finds a %s that is left behind", async (kind, leave) => {
  const before = await readTraces(places);
  const cleanUp = await leave();
  const left = await readTracesLeft(places, before, 0);
  await cleanUp();
  expect(left).toEqual([expect.stringMatching(`^${kind} `)]);
  expect(await readTracesLeft(places, before, 0)).toEqual([]);
});

test("takes templates and the packages' roles for what they are: there for the next run", async () => {
  const before = await readTraces(places);
  await server.run(
    "CREATE DATABASE template_task_orchestrator_0123456789abcdef",
    "CREATE ROLE deepiri_gardener",
  );
  expect(await readTracesLeft(places, before, 0)).toEqual([]);
});

test.skipIf(noProcesses)(
  `finds a program of the workspace until it ends${because(noProcesses)}`,
  async () => {
    const before = await readTraces(places);
    const program = spawn("sleep", ["600"], { cwd: places.root });
    const [left] = await readTracesLeft(places, before, 0);
    expect(left).toMatch(`process ${program.pid}: sleep 600`);
    program.kill("SIGKILL");
    expect(await readTracesLeft(places, before)).toEqual([]);
  },
);

test.skipIf(noProcesses)(
  `leaves another checkout's server out${because(noProcesses)}`,
  async () => {
    const folder = path.join(places.memoryDisk, "deepiri-1111");
    const before = await readTraces(places);
    const stranger = spawn("sh", ["-c", "sleep 600; true", folder], { cwd: "/", detached: true });
    await mkdir(folder);
    // Its own working folder is not the workspace, but its words name the folder.
    expect(await readTracesLeft(places, before, 0)).toEqual([]);
    process.kill(-Number(stranger.pid), "SIGKILL");
    await rm(folder, { recursive: true });
  },
);

import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import {
  DataFolderVersionError,
  readServer,
  ServerNotStartedError,
  startServer,
  stopServer,
} from "../src/index.js";
import { query } from "./fixture/query.js";
import { startAndLeave } from "./fixture/start-elsewhere.js";
import { useDirectory } from "./fixture/use-directory.js";

const directory = useDirectory("a server's folder");
const kept = () => ({ directory: directory.path, kind: "kept" as const });

test("gives a UTF-8 server with the database that was asked for, in a path with spaces", async () => {
  const server = await startServer({ ...kept(), databases: ['my "own"'] });
  expect(server.version).toMatch(/^18\.\d+$/);
  expect(await query(server.url, "SELECT current_database() AS name")).toEqual([
    { name: 'my "own"' },
  ]);
  expect(
    await query(
      server.url,
      `SELECT datlocprovider::text AS provider, datlocale AS locale,
              pg_encoding_to_char(encoding) AS encoding, current_setting('TimeZone') AS zone
       FROM pg_database WHERE datname = current_database()`,
    ),
  ).toEqual([{ provider: "b", locale: "C.UTF-8", encoding: "UTF8", zone: "UTC" }]);
});

test("listens on the local address only, keeps to its folder, and is safe on disk", async () => {
  const { url } = await startServer(kept());
  const settings = [
    "listen_addresses",
    "unix_socket_directories",
    "dynamic_shared_memory_type",
    "fsync",
    "synchronous_commit",
  ];
  const list = settings.map((name) => `current_setting('${name}')`).join(", ");
  const [row] = await query<{ values: string[] }>(url, `SELECT ARRAY[${list}] AS values`);
  expect(row?.values).toEqual(["127.0.0.1", "", "mmap", "on", "on"]);
});

test("attaches to the server that already runs, and adds databases to it", async () => {
  const first = await startServer(kept());
  const second = await startServer({ ...kept(), databases: ["another", "third"] });
  expect(second.pid).toBe(first.pid);
  const names = "SELECT datname::text AS name FROM pg_database WHERE NOT datistemplate ORDER BY 1";
  expect(await query(second.url, names)).toEqual(
    ["another", "postgres", "third"].map((name) => ({ name })),
  );
  expect(second.url).toMatch(/\/another$/);
});

test("starts one server for eight processes that ask at once", async () => {
  const found = await Promise.all(Array.from({ length: 8 }, () => startAndLeave(kept())));
  expect(new Set(found.map(({ pid }) => pid)).size).toBe(1);
  expect(found.every(({ url }) => url === found[0]?.url)).toBe(true);
});

test("keeps running, with its data, when the process that started it has ended", async () => {
  const { url, pid } = await startAndLeave(kept());
  await query(url, "CREATE TABLE public.facts AS SELECT 42 AS answer");
  expect((await startServer(kept())).pid).toBe(pid);
  await stopServer(directory.path);
  const again = await startServer(kept());
  expect(await query(again.url, "SELECT answer FROM public.facts")).toEqual([{ answer: 42 }]);
});

test("takes another port when its own is taken, and records it", async () => {
  const occupant = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => occupant.once("listening", listening));
  const { port: taken } = occupant.address() as { port: number };
  const recordFile = path.join(directory.parent, "record", "server.json");
  try {
    const { url, port, pid } = await startServer({ ...kept(), port: taken, recordFile });
    expect(port).not.toBe(taken);
    expect(JSON.parse(await readFile(recordFile, "utf8"))).toEqual({ url, port, pid });
    expect(await readServer(directory.path)).toMatchObject({ url, port, pid });
  } finally {
    occupant.close();
  }
});

test("takes the port that was asked for when nobody has it", async () => {
  const { port } = await startServer(kept());
  await stopServer(directory.path);
  expect((await startServer({ ...kept(), port })).port).toBe(port);
});

test("closes a data folder that others can enter, which PostgreSQL would refuse", async () => {
  await startServer(kept());
  await stopServer(directory.path);
  const data = path.join(directory.path, "data");
  await chmod(data, 0o755);
  await startServer(kept());
  expect((await stat(data)).mode & 0o777).toBe(0o700);
});

test("refuses a data folder of another major version and leaves it alone", async () => {
  await startServer(kept());
  await stopServer(directory.path);
  const version = path.join(directory.path, "data", "PG_VERSION");
  await writeFile(version, "17\n");
  const start = startServer(kept());
  await expect(start).rejects.toThrow(DataFolderVersionError);
  await expect(start).rejects.toThrow(/made by PostgreSQL 17, the embedded server is 18/);
  expect(await readFile(version, "utf8")).toBe("17\n");
});

test("refuses to make a server in a data folder that holds something else", async () => {
  const data = path.join(directory.path, "data");
  await mkdir(data, { recursive: true });
  await writeFile(path.join(data, "holiday.jpg"), "");
  await expect(startServer(kept())).rejects.toThrow(/not a PostgreSQL data folder/);
  expect(await readFile(path.join(data, "holiday.jpg"), "utf8")).toBe("");
});

test("shows the last lines of the server's log when it does not start", async () => {
  await startServer(kept());
  await stopServer(directory.path);
  await writeFile(path.join(directory.path, "data", "postgresql.conf"), "work_mem = plenty\n");
  const start = startServer(kept());
  await expect(start).rejects.toThrow(ServerNotStartedError);
  await expect(start).rejects.toThrow(/invalid value for parameter "work_mem": "plenty"/);
});

test("is found by its own record when PostgreSQL's is gone", async () => {
  const { pid } = await startServer(kept());
  const file = path.join(directory.path, "data", "postmaster.pid");
  const text = await readFile(file, "utf8");
  await rm(file);
  try {
    expect((await startServer(kept())).pid).toBe(pid);
  } finally {
    await writeFile(file, text, { mode: 0o600 });
  }
});

import { access, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { readServer, startServer, stopServer } from "../src/index.js";
import { useDirectory } from "./fixture/use-directory.js";

const directory = useDirectory();

test("stops the server for everyone and takes its records away", async () => {
  const recordFile = path.join(directory.parent, "server.json");
  await startServer({ directory: directory.path, kind: "kept", recordFile });
  expect(await stopServer(directory.path)).toBe(true);
  expect(await readServer(directory.path)).toBeUndefined();
  await expect(access(recordFile)).rejects.toThrow("ENOENT");
  await expect(access(path.join(directory.path, "server.json"))).rejects.toThrow("ENOENT");
});

test("leaves a record alone that another server has taken over", async () => {
  const recordFile = path.join(directory.parent, "server.json");
  const server = await startServer({ directory: directory.path, kind: "kept", recordFile });
  const other = JSON.stringify({ url: "postgresql://other", port: 1, pid: 1 });
  await writeFile(recordFile, other);
  await server.stop();
  expect(await readFile(recordFile, "utf8")).toBe(other);
});

test("says so when none ran", async () => {
  expect(await stopServer(directory.path)).toBe(false);
  await startServer({ directory: directory.path, kind: "kept" });
  await stopServer(directory.path);
  expect(await stopServer(directory.path)).toBe(false);
});

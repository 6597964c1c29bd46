import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { fromSource } from "./fixture/from-source.js";
import { useDirectory } from "./fixture/use-directory.js";

const directory = useDirectory(".deepiri/postgres");

test("the README's example starts a server and prints where it is", async () => {
  await mkdir(path.dirname(directory.path), { recursive: true });
  const run = promisify(execFile)(process.execPath, fromSource("./example.ts"), {
    cwd: directory.parent,
  });
  expect((await run).stdout).toMatch(/^postgresql:\/\/postgres@127\.0\.0\.1:\d+\/deepiri\n$/);
});

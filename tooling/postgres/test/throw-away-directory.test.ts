import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { throwAwayDirectory } from "../src/index.js";
import { useDirectory } from "./fixture/use-directory.js";

const directory = useDirectory();

test("lies on the memory disk where that has room", async () => {
  const disk = path.join(directory.parent, "memory");
  await mkdir(disk);
  const place = await throwAwayDirectory(directory.path, disk);
  expect(path.dirname(place)).toBe(disk);
  await expect(access(place)).rejects.toThrow("ENOENT");
});

test.each(["/proc", "/nowhere"])("lies in the fallback where %s has no room", async (disk) => {
  const first = await throwAwayDirectory(directory.path, disk);
  const second = await throwAwayDirectory(directory.path, disk);
  expect([first, second].map((one) => path.dirname(one))).toEqual([directory.path, directory.path]);
  expect(first).not.toBe(second);
});

import { execFile, spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";
import { because } from "@deepiri/vitest/skip";
import { expect, test } from "vitest";
import { fromSource } from "./fixture/from-source.js";
import { useDirectory } from "./fixture/use-directory.js";

const directory = useDirectory();

// A disk that only this process and its children see, and that goes away with them.
const alone = ["--user", "--map-root-user", "--mount"];
const mount = 'mount -t tmpfs -o size=400m tmpfs "$0" && exec "$@"';
const canMount = spawnSync("unshare", [...alone, "sh", "-c", mount, "/tmp", "true"]).status === 0;

const noDisk = canMount ? undefined : "this machine lets nobody mount a disk";
test.skipIf(noDisk).each([1_000_000, 12_000_000])(
  `on a disk with %i bytes left says that it is full, and starts once there is room${because(noDisk)}`,
  async (room) => {
    await mkdir(directory.path);
    const command = [
      process.execPath,
      ...fromSource("./full-disk.ts"),
      directory.path,
      String(room),
    ];
    const inside = [...alone, "sh", "-c", mount, directory.path, ...command];
    const { stdout } = await promisify(execFile)("unshare", inside);
    expect(JSON.parse(stdout)).toEqual({
      message: expect.stringContaining("No space left on device"),
      version: expect.stringMatching(/^18\./),
    });
  },
);

import { execFile, spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { useDirectory } from "./fixture/use-directory.js";

const directory = useDirectory();
const program = fileURLToPath(new URL("./fixture/full-disk.ts", import.meta.url));
const flags = ["--import", "tsx", "--conditions=@deepiri/source", program];

// A small disk that only this process and its children see, and that goes away with them.
const alone = ["--user", "--map-root-user", "--mount"];
const mount = 'mount -t tmpfs -o "size=$1" tmpfs "$0" && shift && exec "$@"';
const canMount =
  spawnSync("unshare", [...alone, "sh", "-c", mount, "/tmp", "1m", "true"]).status === 0;

test.skipIf(!canMount).each(["1m", "12m"])(
  "on a disk of %s says that it is full, and starts once there is room",
  async (size) => {
    await mkdir(directory.path);
    const command = [process.execPath, ...flags, directory.path];
    const { stdout } = await promisify(execFile)("unshare", [
      ...alone,
      ...["sh", "-c", mount, directory.path, size, ...command],
    ]);
    expect(JSON.parse(stdout)).toEqual({
      message: expect.stringContaining("No space left on device"),
      version: expect.stringMatching(/^18\./),
    });
  },
);

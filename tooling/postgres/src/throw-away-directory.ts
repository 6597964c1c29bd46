import { randomUUID } from "node:crypto";
import { access, constants, statfs } from "node:fs/promises";
import path from "node:path";
import { brand } from "@deepiri/database/brand";

const memoryDisk = "/dev/shm";
const enough = 1_000_000_000;

/**
 * A new directory's path for a throw-away server, which makes it: on the memory disk where that has
 * 1 GB free (containers often get 64 MB), else inside `fallback`.
 */
export async function throwAwayDirectory(fallback: string, disk = memoryDisk): Promise<string> {
  const name = `${brand.name}-${randomUUID()}`;
  return path.join((await isUsable(disk)) ? disk : path.resolve(fallback), name);
}

async function isUsable(disk: string): Promise<boolean> {
  try {
    await access(disk, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(disk);
    return bavail * bsize >= enough;
  } catch {
    return false;
  }
}

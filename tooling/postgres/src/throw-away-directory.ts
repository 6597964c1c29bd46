import { mkdir, mkdtemp, statfs } from "node:fs/promises";
import path from "node:path";

const memoryDisk = "/dev/shm";
const enough = 1_000_000_000;

/**
 * Makes an empty directory for a throw-away server: on the memory disk where that has 1 GB free
 * (containers often get 64 MB), else inside `fallback`.
 */
export async function throwAwayDirectory(fallback: string, disk = memoryDisk): Promise<string> {
  if (await hasRoom(disk)) {
    const made = await mkdtemp(path.join(disk, "deepiri-")).catch(() => undefined);
    if (made) return made;
  }
  await mkdir(fallback, { recursive: true });
  return await mkdtemp(path.join(path.resolve(fallback), "server-"));
}

async function hasRoom(disk: string): Promise<boolean> {
  const stats = await statfs(disk).catch(() => undefined);
  return stats !== undefined && stats.bavail * stats.bsize >= enough;
}

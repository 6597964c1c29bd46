import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processExists } from "./postmaster-file.js";

const refreshEvery = 1_000;
const abandonedAfter = 10_000;

/**
 * Runs `work` while no other process starts or stops the same server.
 *
 * A lock whose process is dead, or that was not refreshed for 10 s, is taken over. Two that take
 * over at the same instant do no harm: a data folder is put in place by one rename, and PostgreSQL
 * itself refuses a second server on it. The lock only saves the others the work.
 */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  while (!(await take(file))) {
    if (await isAbandoned(file)) await rm(file, { force: true });
    else await sleep(20);
  }
  const refresh = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, refreshEvery);
  refresh.unref();
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, "wx");
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  const [text, stats] = await Promise.all([
    readFile(file, "utf8").catch(() => undefined),
    stat(file).catch(() => undefined),
  ]);
  if (text === undefined || !stats) return false;
  // Between being made and being written the file is empty; that is not a dead owner.
  if (text !== "" && !processExists(Number(text))) return true;
  return Date.now() - stats.mtimeMs > abandonedAfter;
}

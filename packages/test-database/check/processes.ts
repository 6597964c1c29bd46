import { readdir, readFile, readlink } from "node:fs/promises";

/** A living process. */
export interface LivingProcess {
  readonly pid: string;
  /** Its arguments, program and folder. */
  readonly words: readonly string[];
}

/** All living processes; none on a system without /proc. */
export async function readProcesses(): Promise<LivingProcess[]> {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(readProcess));
  return found.filter((one) => one !== undefined);
}

// A zombie has no program, and one that ended in the meantime no files.
async function readProcess(pid: string): Promise<LivingProcess | undefined> {
  try {
    const program = await readlink(`/proc/${pid}/exe`);
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8");
    const folder = await readlink(`/proc/${pid}/cwd`);
    return { pid, words: [...line.split("\0").filter(Boolean), program, folder] };
  } catch {
    return undefined;
  }
}

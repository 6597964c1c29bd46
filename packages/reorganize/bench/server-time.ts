import { readdirSync, readFileSync } from "node:fs";

/** Of a second: what Linux counts processor time in, on every system that Node runs on. */
const ticks = 100;

/**
 * Seconds of processor time that a server has taken so far, with all its processes, those that have ended
 * too; undefined where the system has no /proc.
 *
 * @param pid of the process that started the others
 */
export function serverSeconds(pid: number): number | undefined {
  const server = timesOf(pid);
  if (!server) return undefined;
  const living = readdirSync("/proc")
    .map((name) => timesOf(Number(name)))
    .filter((times) => times?.parent === pid);
  const all = [server.own, server.ended, ...living.map((times) => times?.own ?? 0)];
  return all.reduce((sum, one) => sum + one, 0) / ticks;
}

interface Times {
  readonly parent: number;
  readonly own: number;
  /** Of its children that have ended. */
  readonly ended: number;
}

function timesOf(pid: number): Times | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Its name, in brackets, may hold anything.
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const sum = (from: number): number => (fields[from] ?? 0) + (fields[from + 1] ?? 0);
    return { parent: fields[1] ?? 0, own: sum(11), ended: sum(13) };
  } catch {
    return undefined;
  }
}

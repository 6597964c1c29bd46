import { spawnSync } from "node:child_process";

/** A program to time. */
export interface Contestant {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** SQL for standard input. */
  readonly input?: string;
}

/** Milliseconds from start to exit; throws with the program's output when it fails. */
export function timeOnce({ name, program, args, cwd, env, input }: Contestant): number {
  const begin = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
  });
  const milliseconds = performance.now() - begin;
  if (status === 0) return milliseconds;
  throw new Error(`${name} failed: ${error?.message ?? ""}\n${stdout}${stderr}`);
}

/** The middle value: robust against the one run that something disturbed. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

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

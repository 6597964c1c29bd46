import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../../bin/reorganize.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the real `reorganize` command in a process of its own, away from any terminal.
 *
 * @param hear told all of stderr so far whenever there is more
 */
export async function runReorganize(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  hear: (stderr: string, child: ChildProcess) => void = () => {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...withoutDatabase(process.env), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
    hear(stderr, child);
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}

function withoutDatabase(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !name.endsWith("DATABASE_URL"));
  return Object.fromEntries(own);
}

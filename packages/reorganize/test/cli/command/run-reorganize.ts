import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runInside, runsInside } from "@deepiri/vitest/run-inside";
import { importDemo } from "../../../src/cli/import-demo.js";
import { createProgram } from "../../../src/cli/program.js";
import { runProgram } from "../../../src/cli/run-program.js";

const program = fileURLToPath(new URL("../../../bin/reorganize.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Hear = (stderr: string, child: ChildProcess) => void;

/**
 * Runs the `reorganize` command away from any terminal: the real one in a process of its own where the test hears of it,
 * or sweeps are asked for; else in this process, whose modules are loaded.
 *
 * @param hear told all of stderr so far whenever there is more
 */
export function runReorganize(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  hear?: Hear,
): Promise<Outcome> {
  return hear || !runsInside ? runApart(args, env, hear) : runInside(main, args, { env });
}

async function main(args: readonly string[]): Promise<void> {
  await runProgram(await createProgram(await importDemo(), args[0]), args);
}

async function runApart(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  hear: Hear = () => {},
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

import { spawn } from "node:child_process";
import { programsPath } from "@deepiri/build-when-stale/programs-path";
import { CommandError } from "../output/command-error.js";

/** A program to run in the workspace, with its own programs (turbo, pnpm) found first. */
export interface Child {
  readonly root: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Shows the output only when the program fails; otherwise the program has this terminal. */
  readonly quiet?: boolean;
}

/** Runs it to its end; rejects when it fails. */
export async function runChild({ root, program, args, quiet = false }: Child): Promise<void> {
  const path = await programsPath(root);
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: "1" },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      const how = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
      reject(new CommandError(`${[program, ...args].join(" ")} ${how}; its output above says why`));
    });
  });
}

import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { CommandError } from "../output/command-error.js";

/** Runs a program of the workspace with this terminal; rejects when it fails. */
export function runChild(root: string, program: string, args: readonly string[]): Promise<void> {
  const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}`;
  const env = { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: "1" };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", env });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) return resolve();
      const how = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
      reject(new CommandError(`${[program, ...args].join(" ")} ${how}; its output above says why`));
    });
  });
}

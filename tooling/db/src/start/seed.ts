import { runChild } from "./run-child.js";

/** Compiles the typed clients and the demo data's program; what has not changed comes from turbo's cache. */
export function compile(root: string): Promise<void> {
  const args = ["run", "build", "--filter=@deepiri/demo", "--output-logs=errors-only"];
  return runChild({ root, program: "turbo", args, quiet: true });
}

/** Runs the demo data's program, which goes through the typed clients only. */
export function seed(root: string, args: readonly string[]): Promise<void> {
  return runChild({
    root,
    program: process.execPath,
    args: ["tooling/demo/dist/main.js", ...args],
  });
}

import { runChild } from "./run-child.js";

/** Generates and compiles the typed clients and the demo data's program; cached by turbo. */
export function buildClients(root: string): Promise<void> {
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

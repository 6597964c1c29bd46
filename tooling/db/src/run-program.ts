import { createProgram } from "./program.js";

/** Runs the `db` command. A failure is reported with what to do next, and sets the exit code. */
export async function runProgram(args: readonly string[]): Promise<void> {
  try {
    const program = await createProgram(args[0]);
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    const { reportError } = await import("@deepiri/terminal");
    const { explainedErrors } = await import("./output/explained-errors.js");
    reportError(error, explainedErrors);
    process.exitCode = 1;
  }
}

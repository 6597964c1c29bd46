import { isServerFailure } from "@deepiri/database/session";
import { reportError } from "@deepiri/terminal";
import type { Command } from "commander";
import { ReorganizeError } from "../session/errors.js";
import { serverFailure } from "../session/server-failure.js";
import { explainedErrors } from "./explained-errors.js";
import { nextAfter } from "./next-command.js";

/** Runs the verb that the arguments name. A failure is reported with what to type next, and sets the exit code. */
export async function runProgram(program: Command, args: readonly string[]): Promise<void> {
  let verb: Command | undefined;
  program.hook("preAction", (_, command) => {
    verb = command;
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (cause) {
    // What only reads has no step that it would be the failure of.
    const error = verb && isServerFailure(cause) ? serverFailure(verb.name(), cause) : cause;
    reportError(error, explainedErrors);
    const next = nextAfter(error, verb?.opts() ?? {});
    if (next !== undefined) process.stderr.write(`${next}\n`);
    process.exitCode = error instanceof ReorganizeError ? error.exitCode : 1;
  }
}

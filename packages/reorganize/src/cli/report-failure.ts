import { reportError } from "@deepiri/terminal";
import { ReorganizeError } from "../session/errors.js";
import { commandFor } from "./command-for.js";
import { explainedErrors } from "./explained-errors.js";

/** Writes a failure to stderr, with the commands that lead on. */
export function reportFailure(error: unknown): void {
  reportError(error, explainedErrors);
  if (!(error instanceof ReorganizeError) || error.next.length === 0) return;
  const commands = error.next.map((verb) => commandFor(verb, undefined));
  process.stderr.write(`Next: ${commands.join(", or ")}\n`);
}

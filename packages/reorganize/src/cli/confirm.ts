import { createInterface } from "node:readline/promises";
import { ReorganizeError } from "../session/errors.js";

/** The answer was not yes, or there was no terminal to ask on. */
class NotConfirmedError extends ReorganizeError {
  override readonly name = "NotConfirmedError";
}

/** Where a question can be asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/**
 * Asks on the terminal whether to go on.
 *
 * @param yes whether `--yes` has answered already
 * @throws NotConfirmedError unless the answer is yes, and where there is no terminal to ask on
 */
export async function confirm(
  question: string,
  yes: boolean | undefined,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (yes) return;
  if (!input.isTTY || !output.isTTY)
    throw new NotConfirmedError(
      `"${question}" needs a yes, and there is no terminal to ask on. Nothing was done. Say yes with --yes.`,
    );
  if (!/^y(es)?$/i.test(await ask(question, { input, output })))
    throw new NotConfirmedError("Nothing was done.");
}

// Ctrl-C and the end of the input are answers too: an empty one.
async function ask(question: string, terminal: Terminal): Promise<string> {
  const asking = createInterface(terminal);
  asking.on("SIGINT", () => asking.close());
  const left = new Promise<string>((resolve) => asking.once("close", () => resolve("")));
  const answer = asking.question(`${question} (yes/no) `).catch(() => "");
  return (await Promise.race([answer, left]).finally(() => asking.close())).trim();
}

import { createInterface } from "node:readline/promises";
import { type Ask, describeQuestion } from "@deepiri/authoring";
import { CommandError } from "../output/command-error.js";

/** Where a question can be asked. */
interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/**
 * Asks on the terminal, one question after the other; undefined where there is none.
 *
 * What is neither yes nor no ends the command: so do Ctrl-C and the end of the input.
 */
export function askOnTerminal(
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Ask | undefined {
  if (!input.isTTY || !output.isTTY) return undefined;
  return async (question) => {
    const answer = await readLine(`${describeQuestion(question)} (yes/no) `, { input, output });
    if (/^y(es)?$/i.test(answer)) return true;
    if (/^no?$/i.test(answer)) return false;
    throw new CommandError("that is neither yes nor no, so nothing was written");
  };
}

async function readLine(text: string, terminal: Terminal): Promise<string> {
  const asking = createInterface(terminal);
  asking.on("SIGINT", () => asking.close());
  const left = new Promise<string>((resolve) => asking.once("close", () => resolve("")));
  const answer = asking.question(text).catch(() => "");
  return (await Promise.race([answer, left]).finally(() => asking.close())).trim();
}

import { createInterface } from "node:readline/promises";
import { type Ask, describeQuestion } from "@deepiri/authoring";
import { CommandError } from "../output/command-error.js";

/** Asks on the terminal; undefined where there is none. */
export function askOnTerminal(): Ask | undefined {
  const { stdin: input, stderr: output } = process;
  if (!input.isTTY || !output.isTTY) return undefined;
  return async (question) => {
    const asking = createInterface({ input, output });
    // Ctrl-C and the end of the input are no answers.
    const left = new Promise<never>((_, reject) => {
      asking.once("SIGINT", () => asking.close());
      asking.once("close", () => reject(new CommandError("nothing was written")));
    });
    const answer = asking.question(`${describeQuestion(question)} (yes/no) `);
    const word = await Promise.race([answer, left]);
    left.catch(() => {});
    asking.close();
    if (/^y(es)?$/i.test(word.trim())) return true;
    if (/^no?$/i.test(word.trim())) return false;
    throw new CommandError("that is neither yes nor no; nothing was written");
  };
}

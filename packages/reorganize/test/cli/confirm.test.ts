import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { confirm } from "../../src/cli/confirm.js";

/** A terminal on which somebody types the answer. */
function terminal(answer: string, isTTY = true) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.write(`${answer}\n`);
  return { input: Object.assign(input, { isTTY }), output: Object.assign(output, { isTTY }) };
}

it.each(["yes", "y", " YES "])("takes %j for a yes", async (answer) => {
  const asked = terminal(answer);
  await confirm("Drop it?", undefined, asked);
  expect(String(asked.output.read())).toContain("Drop it? (yes/no) ");
});

it.each(["no", "", "yesterday"])("takes %j for a no", async (answer) => {
  await expect(confirm("Drop it?", undefined, terminal(answer))).rejects.toThrow(
    "Nothing was done.",
  );
});

it("takes the end of the input for a no", async () => {
  const left = terminal("");
  left.input.read();
  left.input.end();
  await expect(confirm("Drop it?", undefined, left)).rejects.toThrow("Nothing was done.");
});

it("asks nobody where there is no terminal, and refuses unless told yes before", async () => {
  const nobody = terminal("yes", false);
  await expect(confirm("Drop it?", undefined, nobody)).rejects.toThrow("Say yes with --yes");
  await confirm("Drop it?", true, nobody);
  expect(nobody.output.read()).toBeNull();
});

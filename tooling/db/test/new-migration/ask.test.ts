import { PassThrough } from "node:stream";
import type { Question } from "@deepiri/authoring";
import { expect, test } from "vitest";
import { askOnTerminal } from "../../src/new-migration/ask.js";

const question: Question = {
  kind: "move",
  object: "column",
  from: ["public", "items", "age"],
  to: ["public", "items", "years old"],
  alike: true,
};

function terminal(isTTY = true) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  return { input: Object.assign(input, { isTTY }), output: Object.assign(output, { isTTY }) };
}

async function answer(word: string | undefined) {
  const { input, output } = terminal();
  const asked = askOnTerminal({ input, output })?.(question);
  if (word === undefined) input.end();
  else input.write(`${word}\n`);
  return { asked, shown: () => String(output.read()) };
}

test("a question is asked in words, and yes and no are answers", async () => {
  const { asked, shown } = await answer("y");
  expect(await asked).toBe(true);
  expect(shown()).toContain("Is the column public.items.age now public.items.years old? (yes/no)");
  expect(await (await answer("No")).asked).toBe(false);
});

test.each(["perhaps", "", undefined])("%j writes nothing", async (word) => {
  await expect((await answer(word)).asked).rejects.toThrow("neither yes nor no");
});

test("nobody is asked without a terminal", () => {
  expect(askOnTerminal(terminal(false))).toBeUndefined();
});

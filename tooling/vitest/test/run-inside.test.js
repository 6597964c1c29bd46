import { expect, it } from "vitest";
import { runInside } from "../run-inside.js";

it("hears what a program says, and its exit code", async () => {
  const program = async ([word]) => {
    console.log(word);
    process.stderr.write("warned\n");
    process.exitCode = 2;
  };
  expect(await runInside(program, ["said"])).toEqual({
    code: 2,
    stdout: "said\n",
    stderr: "warned\n",
  });
});

it("ends a program where it exits, whatever it would have said then", async () => {
  const program = async () => {
    try {
      process.exit(3);
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
    }
  };
  expect(await runInside(program, [])).toEqual({ code: 3, stdout: "", stderr: "" });
});

it("gives a program its environment without this process's databases, one program at a time", async () => {
  process.env.SOME_DATABASE_URL = "postgresql://here";
  const program = async ([name]) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    console.log(process.env.SOME_DATABASE_URL, process.env.INSIDE, name);
  };
  const runs = await Promise.all(
    ["a", "b"].map((name) => runInside(program, [name], { env: { INSIDE: name } })),
  );
  expect(runs.map(({ stdout }) => stdout)).toEqual(["undefined a a\n", "undefined b b\n"]);
  expect([process.env.SOME_DATABASE_URL, process.env.INSIDE]).toEqual([
    "postgresql://here",
    undefined,
  ]);
  delete process.env.SOME_DATABASE_URL;
});

it("leaves this process as it was when a program fails, and passes its failure on", async () => {
  const before = [console, process.exit, process.stdout.write, process.exitCode];
  const failing = runInside(() => Promise.reject(new Error("no")), []);
  await expect(failing).rejects.toThrow("no");
  expect([console, process.exit, process.stdout.write, process.exitCode]).toEqual(before);
});

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { expect, test } from "vitest";

const root = findWorkspaceRoot();
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n");
const sources = new Set(files.filter((file) => file.endsWith(".ts")).map(read));

// What a README shows in TypeScript is the text of a file, which is compiled, and run by a test.
const examples = files
  .filter((file) => file.endsWith("README.md"))
  .flatMap((file) =>
    [...read(file).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => [file, code] as const),
  );

test.each(examples)("the TypeScript that %s shows is a file of ours, word for word", (_, code) => {
  expect([...sources]).toContain(code);
});

test("the READMEs do show TypeScript", () => {
  expect(examples.length).toBeGreaterThan(10);
});

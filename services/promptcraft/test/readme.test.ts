import { readFileSync } from "node:fs";
import path from "node:path";
import { testReadme } from "@deepiri/test-database";
import { expect, it } from "vitest";

testReadme(import.meta.dirname);

const read = (...names: string[]) => readFileSync(path.join(import.meta.dirname, ...names), "utf8");

it("the README shows the walk that is taken here", () => {
  expect(read("..", "README.md")).toContain(`\`\`\`ts\n${read("walk.test.ts")}\`\`\``);
});

it("the README names commands that there are", () => {
  const { scripts } = JSON.parse(read("..", "..", "..", "package.json"));
  const { scripts: own } = JSON.parse(read("..", "package.json"));
  const named = [...read("..", "README.md").matchAll(/pnpm (?:--filter \S+ )?([a-z][a-z:]*)/g)];
  expect(named.length).toBeGreaterThan(4);
  for (const [, command = ""] of named) expect({ ...scripts, ...own }).toHaveProperty([command]);
});

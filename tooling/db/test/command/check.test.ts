import { expect, test } from "vitest";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

test("a workspace that agrees with itself is told so", async () => {
  const { root } = smallWorkspace();
  expect(await runDb(["check"], { cwd: root })).toMatchObject({
    code: 0,
    stdout: "2 packages: each table has one owner, all external models agree.\n",
  });
});

test("each breach is a line, and the command fails", async () => {
  const { root } = smallWorkspace({
    "services/auth/src/a.ts": 'import "./b.js";\nimport "../../../packages/core/src/user.js";\n',
    "services/auth/src/b.ts": 'export { type A } from "./a.js";\n',
  });
  expect(await runDb(["check"], { cwd: root })).toMatchObject({
    code: 1,
    stdout: `services/auth/src/a.ts: imports packages/core/src/user.js outside its package by path; import the package by name
services/auth/src/a.ts: is in a dependency cycle: src/a.ts -> src/b.ts -> src/a.ts; what they share belongs in a file of its own
`,
  });
});

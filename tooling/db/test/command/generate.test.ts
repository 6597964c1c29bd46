import { join } from "node:path";
import { expect, test } from "vitest";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

test("in a package's folder it writes that package's client, once", async () => {
  const workspace = smallWorkspace({ "services/auth/prisma/schema/generator.prisma": generator });
  const cwd = workspace.path("services/auth");
  expect(await runDb(["generate"], { cwd })).toMatchObject({
    code: 0,
    stdout: "auth: the client was written\n",
  });
  expect(await runDb(["generate"], { cwd })).toMatchObject({
    code: 0,
    stdout: "auth: the client is current\n",
  });
});

test("elsewhere it says where to type it, or how to write all", async () => {
  const { code, stderr } = await runDb(["generate"], { cwd: smallWorkspace().root });
  expect(code).toBe(1);
  expect(stderr).toContain("`pnpm db:generate`, or `db generate --all`");
});

test("what Prisma refuses is said with its file, and exits 1", async () => {
  const workspace = smallWorkspace({ "packages/core/prisma/schema/wrong.prisma": "model {\n" });
  const { code, stderr } = await runDb(["generate", "--all"], { cwd: workspace.root });
  expect(code).toBe(1);
  expect(stderr).toContain("the client of core could not be generated");
  expect(stderr).toContain(join("schema", "wrong.prisma"));
  expect(stderr).not.toContain("not expected");
});

const generator =
  'generator client {\n  provider = "prisma-client"\n  output = "../../src/generated"\n}\n';

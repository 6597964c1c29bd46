import { expect, test } from "vitest";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

const own = "postgresql://auth:hush@db.example/auth";
const shared = "postgresql://all:hush@db.example/all";

test.each(["auth", "@small/auth"])("url %s prints what that package uses", async (name) => {
  const cwd = smallWorkspace().root;
  const env = { AUTH_DATABASE_URL: own, DATABASE_URL: shared };
  const { stdout } = await runDb(["url", name], { cwd, env });
  expect(stdout).toBe("postgresql://auth@db.example/auth\n");
});

test("without any database it names the variable that could say one", async () => {
  const { code, stderr } = await runDb(["url", "@small/auth"], { cwd: smallWorkspace().root });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /No database: AUTH_DATABASE_URL, DEEPIRI_DATABASE_URL, DATABASE_URL unset/,
  );
});

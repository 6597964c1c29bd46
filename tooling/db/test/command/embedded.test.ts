import { expect, onTestFinished, test } from "vitest";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

test("without DATABASE_URL the embedded server is started, used, reset and stopped", async () => {
  const { root } = smallWorkspace();
  const db = (...args: string[]) => runDb(args, { cwd: root });
  onTestFinished(async () => {
    await db("down");
  });
  const up = await db("up", "--port", "54399");
  expect(up).toMatchObject({ code: 0, stderr: "" });
  expect(up.stdout).toMatch(/^PostgreSQL 18\.\d+ \(embedded\) is up at postgresql:\/\//);
  expect((await db("up")).stdout).toContain(up.stdout);
  expect((await db("url")).stdout.trim()).toBe(up.stdout.trim().split(" ").at(-1));
  expect(await db("migrate", "--all")).toMatchObject({ code: 0 });
  expect((await db("reset")).stdout).toContain("Applied 2 migrations of 2 packages.");
  expect((await db("down")).stdout).toBe("The embedded server has stopped.\n");
  expect((await db("down")).stdout).toBe("The embedded server was not running.\n");
  const { code, stderr } = await db("status");
  expect(code).toBe(1);
  expect(stderr).toContain("pnpm db:up");
});

test("a port that is none is refused with the reason", async () => {
  const { code, stderr } = await runDb(["up", "--port", "99999"], { cwd: smallWorkspace().root });
  expect(code).toBe(1);
  expect(stderr).toContain("a port is a whole number from 1 to 65535");
});

test("help names every command, the exit codes and where the database comes from", async () => {
  const { code, stdout } = await runDb(["--help"]);
  expect(code).toBe(0);
  for (const word of [
    "start",
    "up",
    "down",
    "url",
    "migrate",
    "status",
    "check",
    "reset",
    "Exit codes",
    "DATABASE_URL",
  ])
    expect(stdout).toContain(word);
});

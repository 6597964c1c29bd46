import pg from "pg";
import { expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

const all = ["migrate", "--all"];

test("who waits for a lock says for whom, and after --lock-wait gives up with the remedy", async () => {
  const { root, write } = smallWorkspace();
  const { url, history } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  await runDb(all, run);
  write(
    migrationFile("packages/core", "3_name"),
    "ALTER TABLE public.users ADD COLUMN name text;\n",
  );
  const report = new pg.Client({ connectionString: url, application_name: "report" });
  await report.connect();
  await report.query("BEGIN; SELECT 'a secret' FROM public.users");
  const { code, stderr } = await runDb([...all, "--lock-wait", "3s"], run);
  await report.end();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /core: 3_name, line 1: has waited \d\.\d s for a lock, held by process \d+ \("report", login \w+, idle in transaction since [-\d: ]+ UTC, last statement BEGIN\)/,
  );
  expect(stderr).toContain(
    "Nothing from line 1 on was done. End that transaction, if need be with",
  );
  expect(stderr).not.toContain("secret");
  expect(await runDb(all, run)).toMatchObject({ code: 0 });
  expect(await history("_core")).toEqual(["1_users", "3_name"]);
});

test("a time that is none is refused", async () => {
  const { root } = smallWorkspace();
  expect(await runDb([...all, "--lock-wait", "soon"], { cwd: root })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Such as 90s, 3m or 1h."),
  });
});

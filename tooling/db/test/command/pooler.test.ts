import { droppingSettings, noPooler, startPooler } from "@deepiri/vitest/pooler";
import { because } from "@deepiri/vitest/skip";
import { describe, expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

describe.skipIf(noPooler).each([
  ["that refuses settings at the start", []],
  ["that drops settings at the start", [droppingSettings]],
])(`behind a pooler in transaction mode %s${because(noPooler)}`, (_, settings) => {
  test("migrate and status name it and the URL to use instead, and change nothing", async () => {
    const { url, query } = await emptyDatabase();
    const run = {
      cwd: smallWorkspace().root,
      env: { DATABASE_URL: await startPooler(url, ...settings) },
    };
    for (const args of [["migrate", "--all"], ["status"]]) {
      const { code, stdout, stderr } = await runDb(args, run);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(/pooler such as PgBouncer.*direct URL, that of PostgreSQL itself/);
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    }
    const made = await query(
      "SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$|public$)'",
    );
    expect(made).toEqual([]);
  });

  test("migrate and status go past it by DIRECT_DATABASE_URL", async () => {
    const { url } = await emptyDatabase();
    const run = {
      cwd: smallWorkspace().root,
      env: { DATABASE_URL: await startPooler(url, ...settings), DIRECT_DATABASE_URL: url },
    };
    for (const args of [["migrate", "--all"], ["status"]])
      expect(await runDb(args, run)).toMatchObject({ code: 0 });
  });
});

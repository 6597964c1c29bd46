import { expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

test("a database given by DATABASE_URL is reset only when its name is spelled out", async () => {
  const { root } = smallWorkspace();
  const { url, query, history } = await emptyDatabase();
  const name = new URL(url).pathname.slice(1);
  await query("CREATE TABLE public.precious (id int)");
  const run = { cwd: root, env: { DATABASE_URL: url } };

  for (const args of [["reset"], ["reset", "--yes-drop", "other"]]) {
    const refused = await runDb(args, run);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`pnpm db:reset --yes-drop ${name}`);
  }
  expect(await query("SELECT to_regclass('public.precious')::text AS t")).toEqual([
    { t: "precious" },
  ]);

  expect(await runDb(["reset", "--yes-drop", name], run)).toMatchObject({ code: 0 });
  expect(await query("SELECT to_regclass('public.precious') AS t")).toEqual([{ t: null }]);
  expect(await history("_auth")).toEqual(["2_sessions"]);
});

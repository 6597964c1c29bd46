import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDatabase, findWorkspaceRoot, readWorkspace } from "@deepiri/workspace";
import { expect, onTestFinished, test } from "vitest";
import { emptyDatabase, migratedDatabase } from "../fixture/empty-database.js";
import { otherMigratedDatabases } from "../fixture/other-databases.js";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

test("a database without histories is refused, told what is different as the README shows it, and taken over", {
  timeout: 120_000,
}, async () => {
  const { url, query, history } = await migratedDatabase();
  const others = await otherMigratedDatabases();
  onTestFinished(others.drop);
  const db = (...args: string[]) =>
    runDb(args, { cwd: findWorkspaceRoot(), env: { ...others.env, DATABASE_URL: url } });
  const folder = mkdtempSync(join(tmpdir(), "baseline "));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const histories = findDatabase(readWorkspace()).packages.map(
    ({ historySchema }) => historySchema,
  );
  await query(`DROP SCHEMA ${histories.join(", ")} CASCADE;
    ALTER TABLE public.sessions ALTER user_agent TYPE varchar(200);
    ALTER TABLE public.sessions RENAME CONSTRAINT sessions_pkey TO pk_sessions;
    ALTER TABLE public.skills ADD old_level int;
    DROP INDEX public.sessions_user_id_idx`);
  expect((await db("migrate", "--all")).stderr).toContain("`pnpm db:baseline` compares them");

  const different = await db("baseline", "auth");
  expect(different.code).toBe(1);
  const readme = readFileSync(join(findWorkspaceRoot(), "README.md"), "utf8");
  expect(readme).toContain(different.stdout.trimEnd());
  expect(await query("SELECT FROM pg_namespace WHERE nspname ~ '^_[a-z]'")).toEqual([]);
  const file = join(folder, "mend.sql");
  expect((await db("baseline", "auth", "--sql", file)).stdout).toContain(file);
  await query(readFileSync(file, "utf8"));
  const { code, stdout } = await db("baseline", "auth", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    { packages: ["core", "auth"], recorded: true, findings: [] },
  ]);
  expect(await history("_auth")).toHaveLength(3);
  expect((await db("baseline")).code).toBe(0);
  expect((await db("migrate", "--all")).stdout).toContain("cyrex: nothing to do, 3 applied");
  expect((await db("baseline")).stdout).toContain("nothing to do, every package has its history");
});

test("an unknown package is named", async () => {
  const { root } = smallWorkspace();
  const { url } = await emptyDatabase();
  const outcome = await runDb(["baseline", "nobody"], { cwd: root, env: { DATABASE_URL: url } });
  expect(outcome).toMatchObject({ code: 1, stderr: expect.stringContaining('"nobody"') });
});

import { expect, test } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "../fixture/empty-database.js";
import { type Outcome, runDb } from "../fixture/run-db.js";
import { migrationFile, type SmallWorkspace, smallWorkspace } from "../fixture/small-workspace.js";

function migrateAll({ root }: SmallWorkspace, { url }: EmptyDatabase): Promise<Outcome> {
  return runDb(["migrate", "--all"], { cwd: root, env: { DATABASE_URL: url } });
}

test("nothing remains of a migration that fails half way; mended, the same command goes on", async () => {
  const workspace = smallWorkspace();
  const database = await emptyDatabase();
  const file = migrationFile("packages/core", "3_profiles");
  workspace.write(
    file,
    "-- why\nCREATE TABLE public.profiles (id int);\n\nSELECT nonsense FROM public.profiles;\n",
  );
  const failed = await migrateAll(workspace, database);
  expect(failed).toMatchObject({ code: 1, stdout: "" });
  expect(failed.stderr).toContain(
    'migration 3_profiles of core failed: column "nonsense" does not exist (SQLSTATE 42703)',
  );
  expect(failed.stderr).toContain(`${file}:4`);
  expect(failed.stderr).not.toMatch(/\n\s+at \w+ \(/);
  expect(await database.query("SELECT to_regclass('public.profiles') AS table")).toEqual([
    { table: null },
  ]);
  expect(await database.history("_core")).toEqual(["1_users"]);

  workspace.write(file, "CREATE TABLE public.profiles (id int);\n");
  const mended = await migrateAll(workspace, database);
  expect(mended).toMatchObject({ code: 0 });
  expect(mended.stderr).toContain("core: 3_profiles had not finished; trying again");
  expect(await database.history("_core")).toEqual(["1_users", "3_profiles"]);
  expect(await database.history("_auth")).toEqual(["2_sessions"]);
});

test("an applied file that was edited later is refused by name, before anything runs", async () => {
  const workspace = smallWorkspace();
  const database = await emptyDatabase();
  await migrateAll(workspace, database);
  workspace.write(migrationFile("packages/core", "1_users"), "SELECT 1;\n");
  workspace.write(migrationFile("packages/core", "3_more"), "CREATE TABLE public.more (id int);\n");
  const { code, stderr } = await migrateAll(workspace, database);
  expect(code).toBe(1);
  expect(stderr).toContain("migration 1_users of core was edited after it was applied");
  expect(stderr).toContain("Nothing was changed.");
  expect(await database.history("_core")).toEqual(["1_users"]);
});

test("an applied file that is gone from disk is refused by name", async () => {
  const workspace = smallWorkspace();
  const database = await emptyDatabase();
  await migrateAll(workspace, database);
  workspace.remove("services/auth/prisma/migrations/2_sessions");
  const { code, stderr } = await migrateAll(workspace, database);
  expect(code).toBe(1);
  expect(stderr).toContain("migration 2_sessions of auth was applied but is gone");
});

test("unmanaged tables in our schemas are counted and named, and nothing is touched", async () => {
  const workspace = smallWorkspace();
  const database = await emptyDatabase();
  await database.query(
    "CREATE TABLE public.users (id int); CREATE TABLE public.experiments (id int)",
  );
  const { code, stderr } = await migrateAll(workspace, database);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'holds 2 tables that no migration of ours made: "public"."experiments", "public"."users"',
  );
  expect(stderr).toContain("Nothing was touched");
  expect(
    await database.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^_[a-z]'"),
  ).toEqual([]);
});

test("a stranger's table does not stop a managed database, unless it bears our name", async () => {
  const workspace = smallWorkspace();
  const database = await emptyDatabase();
  const env = { DATABASE_URL: database.url };
  await runDb(["migrate"], { cwd: workspace.path("packages/core"), env });
  await database.query(
    "CREATE TABLE public.experiments (id int); CREATE TABLE public.sessions (id int)",
  );
  const refused = await migrateAll(workspace, database);
  expect(refused.stderr).toContain(
    'holds 1 table that no migration of ours made: "public"."sessions"',
  );
  await database.query("DROP TABLE public.sessions");
  expect(await migrateAll(workspace, database)).toMatchObject({ code: 0 });
});

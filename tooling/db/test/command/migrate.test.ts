import { expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { loadedScripts } from "../fixture/loaded-scripts.js";
import { runDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

test("all packages are migrated in order, and a second run finds nothing to do", async () => {
  const { root } = smallWorkspace();
  const { url, history } = await emptyDatabase();
  const run = () => runDb(["migrate", "--all"], { cwd: root, env: { DATABASE_URL: url } });
  expect(await run()).toMatchObject({
    code: 0,
    stdout: "core: 1 applied now, 1 in all\nauth: 1 applied now, 1 in all\n",
    stderr: expect.stringMatching(
      /^core: applied 1_users \(.*\)\nauth: applied 2_sessions \(.*\)\nroles and rights: \d+ statements applied\n$/,
    ),
  });
  expect(await run()).toEqual({
    code: 0,
    stdout: "core: nothing to do, 1 applied\nauth: nothing to do, 1 applied\n",
    stderr: "",
  });
  expect([await history("_core"), await history("_auth")]).toEqual([["1_users"], ["2_sessions"]]);
});

test("a run with nothing to do loads neither Prisma nor WebAssembly nor another verb", async () => {
  const { root } = smallWorkspace();
  const { url } = await emptyDatabase();
  const options = { cwd: root, env: { DATABASE_URL: url } };
  await runDb(["migrate", "--all"], options);
  const loaded = await loadedScripts(["migrate", "--all"], options);
  expect(loaded).toContainEqual(expect.stringMatching(/db\/dist\/command\/migrate\.js$/));
  expect(
    loaded.filter((url) => /@prisma|-wasm|libpg|command\/(?!migrate|lock-wait)/.test(url)),
  ).toEqual([]);
});

test("in a package's folder its own and its dependencies' migrations are applied", async () => {
  const { path } = smallWorkspace();
  const { url, history } = await emptyDatabase();
  const env = { DATABASE_URL: url };
  expect(await runDb(["migrate"], { cwd: path("services/auth"), env })).toMatchObject({
    code: 0,
    stdout: "auth: 1 applied now, 1 in all\n",
  });
  expect(await history("_core")).toEqual(["1_users"]);
});

test("the outcome can be had as JSON", async () => {
  const { root } = smallWorkspace();
  const { url } = await emptyDatabase();
  const { stdout } = await runDb(["migrate", "--all", "--json"], {
    cwd: root,
    env: { DATABASE_URL: url },
  });
  expect(JSON.parse(stdout)).toMatchObject([
    { package: "@small/core", alreadyApplied: 0, applied: [{ name: "1_users" }] },
    { package: "@small/auth", alreadyApplied: 0, applied: [{ name: "2_sessions" }] },
  ]);
});

test("a package may have a database of its own", async () => {
  const { root, remove, write } = smallWorkspace();
  remove("services/auth/prisma/migrations/2_sessions");
  write(migrationFile("services/auth", "2_sessions"), "CREATE TABLE public.sessions (id int);");
  const [shared, own] = [await emptyDatabase(), await emptyDatabase()];
  const env = { DATABASE_URL: shared.url, AUTH_DATABASE_URL: own.url };
  expect(await runDb(["migrate", "--all"], { cwd: root, env })).toMatchObject({ code: 0 });
  expect(await own.history("_auth")).toEqual(["2_sessions"]);
  expect(await shared.query("SELECT to_regclass('public.sessions') AS table")).toEqual([
    { table: null },
  ]);
});

test("outside every package it says what to type instead", async () => {
  const { root } = smallWorkspace();
  expect(await runDb(["migrate"], { cwd: root })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("`pnpm db:migrate`, or `db migrate --all`"),
  });
});

test("a migration that cannot run in a transaction is applied too", async () => {
  const { root, write } = smallWorkspace();
  write(
    migrationFile("packages/core", "3_index"),
    "CREATE INDEX CONCURRENTLY users_id_idx ON public.users (id);\n",
  );
  const { url, history } = await emptyDatabase();
  const outcome = await runDb(["migrate", "--all"], { cwd: root, env: { DATABASE_URL: url } });
  expect(outcome).toMatchObject({ code: 0 });
  expect(await history("_core")).toEqual(["1_users", "3_index"]);
});

import { setTimeout as sleep } from "node:timers/promises";
import { noSweeps, someOf } from "@deepiri/vitest/skip";
import pg from "pg";
import { expect, test } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "../fixture/empty-database.js";
import { type Outcome, runDb, startDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

const all = ["migrate", "--all"];

/** Waits until the server runs a statement like that; fails when the run ends before. */
async function statementSeen(
  pattern: string,
  query: EmptyDatabase["query"],
  outcome: Promise<Outcome>,
): Promise<void> {
  let ended: Outcome | undefined;
  outcome.then((value) => {
    ended = value;
  });
  const running = () =>
    query(
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE $1 AND state = 'active' AND pid <> pg_backend_pid()",
      [pattern],
    );
  while ((await running()).length === 0) {
    expect(ended, "the run ended before the statement was seen").toBeUndefined();
    await sleep(20);
  }
}

test("of eight runs at the same moment every one succeeds, each migration is applied once", async () => {
  const { root } = smallWorkspace();
  const { url, query } = await emptyDatabase();
  const eight = Array.from(
    { length: 8 },
    () => startDb(all, { cwd: root, env: { DATABASE_URL: url } }).outcome,
  );
  const outcomes = await Promise.all(eight);
  expect(outcomes.map(({ code, stderr }) => (code === 0 ? 0 : stderr))).toEqual(Array(8).fill(0));
  expect(await query("SELECT count(*)::int FROM _core._prisma_migrations")).toEqual([{ count: 1 }]);
  expect(await query("SELECT count(*)::int FROM _auth._prisma_migrations")).toEqual([{ count: 1 }]);
  const appliers = outcomes.filter(({ stderr }) => stderr.includes("core: applied 1_users"));
  expect(appliers).toHaveLength(1);
});

// Prisma gives up after ten seconds.
const seconds = noSweeps ? 5 : 11;
test(`a migration of ${seconds} seconds fails nobody; who waits says for whom`, async () => {
  const { root, write } = smallWorkspace();
  write(migrationFile("packages/core", "3_long"), `SELECT pg_sleep(${seconds});\n`);
  const { url, query } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  const first = startDb(all, run);
  await statementSeen(`%pg_sleep(${seconds})%`, query, first.outcome);
  const second = await startDb(all, run).outcome;
  expect(await first.outcome).toMatchObject({ code: 0 });
  expect(second).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(
      /another migration is running \(process \d+ of 127\.0\.0\.1, busy since /,
    ),
    stdout: expect.stringContaining("core: nothing to do, 2 applied"),
  });
});

test("killed while the server is still running its statement, the next run waits for the outcome", async () => {
  const { root, write } = smallWorkspace();
  write(
    migrationFile("packages/core", "3_slow"),
    "CREATE TABLE public.slow (id int);\nSELECT pg_sleep(2);\n",
  );
  const { url, query, history } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  const { child, outcome } = startDb(all, run);
  await statementSeen("%pg_sleep(2)%", query, outcome);
  child.kill("SIGKILL");
  await outcome;
  expect(await runDb(all, run)).toMatchObject({ code: 0 });
  expect(await history("_core")).toEqual(["1_users", "3_slow"]);
  expect(await history("_auth")).toEqual(["2_sessions"]);
});

test("killed at any moment, the next run finishes with every migration applied once", async () => {
  const names = Array.from({ length: 8 }, (_, index) => `2${index}_step`);
  const { root, write } = smallWorkspace();
  for (const name of names)
    write(
      migrationFile("packages/core", name),
      `CREATE TABLE public."${name}" (id int);\nSELECT pg_sleep(0.02);\nINSERT INTO public."${name}" VALUES (1);\n`,
    );
  // From before the first connection until after the last commit, in even steps.
  const everyMoment = Array.from({ length: 12 }, (_, index) => 120 + index * 45);
  const moments = someOf(
    everyMoment,
    everyMoment.filter((_, index) => index % 3 === 1),
  );
  for (const moment of moments) {
    const { url, query, history } = await emptyDatabase();
    const run = { cwd: root, env: { DATABASE_URL: url } };
    const { child, outcome } = startDb(all, run);
    await sleep(moment);
    child.kill("SIGKILL");
    await outcome;
    expect(await runDb(all, run), `killed after ${moment} ms`).toMatchObject({ code: 0 });
    expect(await history("_core")).toEqual(["1_users", ...names]);
    const counts = names.map((name) => `(SELECT count(*) FROM public."${name}")`).join(" + ");
    expect(await query(`SELECT (${counts})::int AS rows`)).toEqual([{ rows: names.length }]);
  }
});

const index = "CREATE INDEX CONCURRENTLY users_id_idx ON public.users (id);\n";

test("killed while it builds an index concurrently, the next run drops the half and builds it whole", async () => {
  const { root, write } = smallWorkspace();
  const { url, query, history } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  await runDb(all, run);
  write(migrationFile("packages/core", "3_index"), index);
  // The statement waits for whoever is writing, with the index in the catalogue but not valid.
  const { child, outcome, writer } = await killWhileWaiting(run, query);
  await query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%'",
  );
  await writer.end();
  expect(child.killed && (await outcome).code).toBeNull();
  expect(
    await query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_id_idx'::regclass"),
  ).toEqual([{ indisvalid: false }]);
  expect(await runDb(all, run)).toMatchObject({ code: 0 });
  expect(await history("_core")).toEqual(["1_users", "3_index"]);
  expect(
    await query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_id_idx'::regclass"),
  ).toEqual([{ indisvalid: true }]);
});

test("killed before it could record a finished index, the next run records it", async () => {
  const { root, write } = smallWorkspace();
  const { url, query, history } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  await runDb(all, run);
  write(migrationFile("packages/core", "3_index"), index);
  const { outcome, writer } = await killWhileWaiting(run, query);
  await outcome;
  // The server goes on without the program, and finishes.
  await writer.end();
  await expect
    .poll(() =>
      query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_id_idx'::regclass"),
    )
    .toEqual([{ indisvalid: true }]);
  expect(await history("_core")).toEqual(["1_users"]);
  expect(await runDb(all, run)).toMatchObject({ code: 0 });
  expect(await history("_core")).toEqual(["1_users", "3_index"]);
});

test("killed between the statements of a file, the next run goes on there, with what the file SETs", async () => {
  const { root, write } = smallWorkspace();
  const { url, query } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  await runDb(all, run);
  write(
    migrationFile("packages/core", "3_parts"),
    `SET search_path = made;
CREATE SCHEMA made;
CREATE TABLE first (id int);
CREATE INDEX CONCURRENTLY first_idx ON first (id);
CREATE INDEX CONCURRENTLY users_id_idx ON public.users (id);
CREATE TABLE second (id int);
`,
  );
  const { outcome, writer } = await killWhileWaiting(run, query);
  await query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%'",
  );
  await writer.end();
  await outcome;
  expect((await runDb(["status"], run)).stdout).toContain(
    "3_parts: interrupted\n  its first 4 statements are done; it goes on behind them",
  );
  expect(await runDb(all, run)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("core: 3_parts had run up to line 5; going on there"),
  });
  expect(await query("SELECT count(*)::int FROM _core._prisma_migrations")).toEqual([{ count: 2 }]);
  expect(
    await query(
      `SELECT to_regclass('made.second') IS NOT NULL AS made, bool_and(indisvalid) AS valid
         FROM pg_index WHERE indexrelid IN ('made.first_idx'::regclass, 'users_id_idx'::regclass)`,
    ),
  ).toEqual([{ made: true, valid: true }]);
});

async function killWhileWaiting(
  run: { env: { DATABASE_URL: string } },
  query: EmptyDatabase["query"],
) {
  const writer = new pg.Client({ connectionString: run.env.DATABASE_URL });
  await writer.connect();
  await writer.query("BEGIN; INSERT INTO public.users VALUES (1)");
  const { child, outcome } = startDb(all, run);
  await statementSeen("CREATE INDEX CONCURRENTLY users_id_idx%", query, outcome);
  await expect
    .poll(() => query("SELECT 1 FROM pg_class WHERE relname = 'users_id_idx'"))
    .toHaveLength(1);
  child.kill("SIGKILL");
  return { child, outcome, writer };
}

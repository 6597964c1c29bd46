import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Engine, openEngine } from "../../src/engine/open-engine.js";
import { migrationList, migrationName, noFilters } from "../fixture/migration-list.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
const historySchema = '_odd "name"';
const history = '"_odd ""name"""._prisma_migrations';
let engine: Engine;

beforeAll(async () => {
  engine = await openEngine({ url: database.url, historySchema });
});
afterAll(() => engine.dispose());

const apply = (...scripts: string[]) =>
  engine.applyMigrations({ migrationsList: migrationList(...scripts), filters: noFilters });
const first = `CREATE TABLE public.users (id int PRIMARY KEY, email text);
DO $$ BEGIN PERFORM 1; PERFORM 2; END $$;
SELECT set_config('search_path', '', false); -- as a dump does`;
const second = "INSERT INTO public.users VALUES (1);";
const rows = () =>
  database.query(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished, applied_steps_count AS steps
     FROM ${history} ORDER BY started_at`,
  );

test("the history is in the schema of its package, never in public (point 2)", async () => {
  expect(await apply(first, second)).toEqual({
    appliedMigrationNames: [migrationName(0), migrationName(1)],
  });
  expect(await rows()).toEqual([
    { name: migrationName(0), finished: true, steps: 1 },
    { name: migrationName(1), finished: true, steps: 1 },
  ]);
  expect(await database.query("SELECT to_regclass('public._prisma_migrations') AS t")).toEqual([
    { t: null },
  ]);
});

test("all statements run on one session, which holds the engine's lock (point 3)", async () => {
  const seen = `SELECT count(*)::int AS sessions, count(l.pid)::int AS locks,
      bool_and(a.pid = pg_backend_pid()) AS own
    FROM pg_stat_activity AS a
    LEFT JOIN pg_locks AS l ON l.pid = a.pid AND l.locktype = 'advisory' AND l.objid = 72707369
    WHERE a.datname = current_database() AND a.application_name = 'deepiri schema-engine'`;
  const looking = await openEngine({ url: database.url, historySchema: "_looking" });
  await engine.dispose(); // so that there is one engine to be seen
  await looking.applyMigrations({
    migrationsList: migrationList("SELECT 1", `CREATE TABLE public.seen AS ${seen}`),
    filters: noFilters,
  });
  await looking.dispose();
  engine = await openEngine({ url: database.url, historySchema });
  expect(await database.query("TABLE public.seen")).toEqual([{ sessions: 1, locks: 1, own: true }]);
});

test("the engine's lock is free again after a call, for others and for itself", async () => {
  const other = await openEngine({ url: database.url, historySchema });
  const params = { migrationsList: migrationList(first, second), filters: noFilters };
  expect(await other.applyMigrations(params)).toEqual({ appliedMigrationNames: [] });
  expect(await apply(first, second)).toEqual({ appliedMigrationNames: [] });
  await other.dispose();
});

describe("a migration and its history row are one transaction", () => {
  test("when the row cannot be finished, the script is undone", async () => {
    await database.query(`
      CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'no finishing today'; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE OF finished_at ON ${history}
        FOR EACH ROW WHEN (NEW.finished_at IS NOT NULL) EXECUTE FUNCTION public.refuse()`);
    const third = "CREATE TABLE public.third (id int)";
    await expect(apply(first, second, third)).rejects.toThrow("no finishing today");
    expect(await database.query("SELECT to_regclass('public.third') AS t")).toEqual([{ t: null }]);
    await database.query("DROP FUNCTION public.refuse CASCADE");
    await engine.markMigrationRolledBack({ migrationName: migrationName(2) });
  });

  test("a failed script leaves nothing but a row that says why (points 1 and 13)", async () => {
    const third = "CREATE TABLE public.third (id int);\n\nINSERT INTO public.users VALUES (1);";
    await expect(apply(first, second, third)).rejects.toThrow("users_pkey");
    expect(engine.lastFailure).toMatchObject({
      migration: migrationName(2),
      sqlstate: "23505",
      message: 'duplicate key value violates unique constraint "users_pkey"',
      detail: "Key (id)=(1) already exists.",
      schema: "public",
      table: "users",
      constraint: "users_pkey",
      line: 3,
    });
    const [row] = await database.query(
      `SELECT logs FROM ${history} WHERE rolled_back_at IS NULL AND finished_at IS NULL`,
    );
    expect(row?.logs).toContain("LINE: 3\nSQLSTATE: 23505");
    expect(await database.query("SELECT to_regclass('public.third') AS t")).toEqual([{ t: null }]);
  });

  test("once mended and marked as rolled back, it is applied", async () => {
    await engine.markMigrationRolledBack({ migrationName: migrationName(2) });
    expect(await apply(first, second, "CREATE TABLE public.third (id int);")).toEqual({
      appliedMigrationNames: [migrationName(2)],
    });
    expect(engine.lastFailure).toBeUndefined();
  });
});

test("an error with a position is given by line and column, in characters (point 13)", async () => {
  const script = "-- \u{1f418} ümlaut\nSELECT '\u{1f418}', nothing FROM public.users;";
  const params = { datasourceType: { tag: "url" as const, url: database.url }, script };
  await expect(engine.dbExecute(params)).rejects.toThrow("nothing");
  expect(engine.lastFailure).toMatchObject({ sqlstate: "42703", line: 2, column: 13 });
});

test("a session that ends is not replaced by one without its lock (point 3)", async () => {
  const other = await openEngine({ url: database.url, historySchema });
  await other.dispose();
  const lost = await openEngine({ url: database.url, historySchema: "_lost" });
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'deepiri schema-engine'`,
  );
  const params = { migrationsList: migrationList("SELECT 1"), filters: noFilters };
  // The calls until the loss is noticed may still be told why.
  const outcome = () =>
    lost.applyMigrations(params).then(
      () => "applied",
      (error: Error) => error.message,
    );
  await expect.poll(outcome).toContain("connection to PostgreSQL was lost");
  const [row] = await database.query<{ history: string | null }>(
    "SELECT to_regclass('_lost._prisma_migrations')::text AS history",
  );
  expect(row).toEqual({ history: null });
  await lost.dispose();
});

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

const dryRun = ["migrate", "--all", "--dry-run"];

const change = `ALTER TABLE public.users ADD COLUMN name text;
ALTER TABLE public.users ALTER COLUMN id TYPE bigint;
ALTER TABLE public.users ADD CONSTRAINT users_named CHECK (name <> '') NOT VALID;
ALTER TABLE public.users VALIDATE CONSTRAINT users_named;
CREATE INDEX users_name_idx ON public.users (name);
CREATE INDEX CONCURRENTLY users_lower_idx ON public.users (lower(name));
ALTER TABLE public.sessions RENAME COLUMN user_id TO owner_id;
CREATE TABLE public.fresh (id int PRIMARY KEY);
`;

/** A migrated database with a thousand users and sessions, and a workspace with one more migration. */
async function pending(sql: string) {
  const { root, write } = smallWorkspace();
  const database = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: database.url } };
  await runDb(["migrate", "--all"], run);
  await database.query(`
    INSERT INTO public.users SELECT generate_series(1, 1000);
    INSERT INTO public.sessions SELECT id, id FROM public.users;
    ANALYZE public.users, public.sessions`);
  write(migrationFile("services/auth", "3_change"), sql);
  return { ...database, run };
}

test("a dry run says which locks each statement takes, and what it keeps clients from, and changes nothing", async () => {
  const { run, history, query } = await pending(change);
  const { code, stdout } = await runDb(dryRun, run);
  expect(stdout).toBe(`auth: 3_change would run, in 5 parts
  part 1
  line 1: ALTER TABLE public.users ADD COLUMN name text
    locks "public"."users" ACCESS EXCLUSIVE
  line 2: ALTER TABLE public.users ALTER COLUMN id TYPE bigint
    locks "public"."sessions" ACCESS EXCLUSIVE
    ! rewrites "public"."users" (about 1,000 rows); nobody can read or write it
      and "public"."sessions" meanwhile
    ! reads the whole of "public"."sessions" (about 1,000 rows); nobody can read
      or write it and "public"."users" meanwhile
  line 3: ALTER TABLE public.users ADD CONSTRAINT users_named CHECK (name <> ''…
  part 2
  line 4: ALTER TABLE public.users VALIDATE CONSTRAINT users_named
    locks "public"."users" SHARE UPDATE EXCLUSIVE
    reads the whole of "public"."users" (about 1,000 rows)
  part 3
  line 5: CREATE INDEX users_name_idx ON public.users (name)
    locks "public"."users" SHARE
    ! builds an index on "public"."users" (about 1,000 rows); nobody can write
      it meanwhile
  part 4, without a transaction: it cannot run in one
  line 6: CREATE INDEX CONCURRENTLY users_lower_idx ON public.users (lower(name…
    locks "public"."users" SHARE UPDATE EXCLUSIVE
    builds an index on "public"."users" (about 1,000 rows)
  part 5
  line 7: ALTER TABLE public.sessions RENAME COLUMN user_id TO owner_id
    locks "public"."sessions" ACCESS EXCLUSIVE
    ! programs that know "user_id" of "public"."sessions" by its old name fail
      after it
  line 8: CREATE TABLE public.fresh (id int PRIMARY KEY)
Nothing was changed; \`db migrate\` does it.
`);
  expect(code).toBe(0);
  expect(await history("_auth")).toEqual(["2_sessions"]);
  expect(await query("SELECT to_regclass('public.fresh') AS made")).toEqual([{ made: null }]);
});

test("the README shows what a dry run prints", async () => {
  const readme = readFileSync(join(findWorkspaceRoot(), "README.md"), "utf8");
  const [, sql, output] =
    /^```sql\n(.*?)^```.*?`db migrate --dry-run`.*?^```\n(.*?)^```/ms.exec(readme) ?? [];
  const { run } = await pending(sql as string);
  expect((await runDb(dryRun, run)).stdout).toBe(output);
});

test("a login that may only read can ask for it as well, and as JSON", async () => {
  const { run, url, query } = await pending("DROP TABLE public.sessions;\nTRUNCATE public.users;");
  const login = `reader_${randomUUID().replaceAll("-", "")}`;
  await query(`CREATE ROLE ${login} LOGIN PASSWORD 'x'; GRANT pg_read_all_data TO ${login}`);
  onTestFinished(async () => {
    await query(`DROP ROLE ${login}`);
  });
  const asReader = new URL(url);
  [asReader.username, asReader.password] = [login, "x"];
  const env = { DATABASE_URL: asReader.href };
  const { code, stdout, stderr } = await runDb([...dryRun, "--json"], { ...run, env });
  expect(stderr).toContain("This login may not create a scratch database there");
  expect(code).toBe(0);
  const users = { table: '"public"."users"', rows: 1000 };
  const sessions = { table: '"public"."sessions"' };
  const mode = "ACCESS EXCLUSIVE";
  expect(JSON.parse(stdout)).toMatchObject([
    {
      key: "auth",
      migration: "3_change",
      statements: [
        {
          // The key of one refers to the other.
          locks: expect.arrayContaining([
            expect.objectContaining({ ...sessions, mode }),
            expect.objectContaining({ ...users, mode }),
          ]),
          hazards: [{ ...sessions, kind: "table dropped" }],
        },
        {
          locks: [],
          hazards: [{ ...users, kind: "empties" }],
        },
      ],
    },
  ]);
});

test("a statement that would fail is told with its place; with nothing pending there is nothing to do", async () => {
  const { run } = await pending("SELECT 1;\nALTER TABLE public.user ADD x int;\n");
  const failing = await runDb(dryRun, run);
  expect(failing).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/3_change of auth failed: relation "public.user" does not exist/),
  });
  expect(failing.stderr).toContain("3_change/migration.sql:2");
  const cwd = `${run.cwd}/packages/core`;
  expect(await runDb(["migrate", "--dry-run"], { ...run, cwd })).toMatchObject({
    code: 0,
    stdout: "nothing to do\n",
  });
  const { url } = await emptyDatabase();
  const onEmpty = await runDb(["migrate", "--dry-run"], { cwd, env: { DATABASE_URL: url } });
  expect(onEmpty.stdout).toContain(
    "core: 1_users would run, in one transaction\n  It touches no table that is there.\n",
  );
});

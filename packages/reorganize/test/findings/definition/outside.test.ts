import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { because, noSweeps } from "@deepiri/vitest/skip";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import type { LoadedFile } from "../../../src/findings/definition/load/loaded.js";
import { runReorganize } from "../../cli/command/run-reorganize.js";
import { loadSql } from "./load-sql.js";

let database: EmptyDatabase;
let client: pg.Client;
let before: unknown;
beforeAll(async () => {
  database = await createEmptyDatabase("outside");
  client = await connectOnce(database.url);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** All that is of the server and that a statement of these tests would change, whatever tests beside them do. */
async function outside(): Promise<unknown> {
  const { rows } = await client.query(
    `SELECT 'role' AS kind, rolname::text AS name, role::text AS state FROM pg_catalog.pg_roles AS role
      WHERE rolname ~ '^outside_' OR rolname = current_user
      UNION ALL SELECT 'database', datname, datacl::text FROM pg_catalog.pg_database
      WHERE datname ~ '^outside_' OR datname = current_database()
      UNION ALL SELECT 'tablespace', spcname, spcacl::text FROM pg_catalog.pg_tablespace WHERE spcname ~ '^outside_'
      UNION ALL SELECT 'setting', setrole::regrole::text, setconfig::text FROM pg_catalog.pg_db_role_setting
      WHERE setconfig::text ~ 'work_mem=1MB'
      UNION ALL SELECT 'member', member::regrole::text, roleid::regrole::text FROM pg_catalog.pg_auth_members
      WHERE member::regrole::text ~ '^outside_' OR roleid::regrole::text ~ '^outside_'
      UNION ALL SELECT 'subscription', subname, NULL FROM pg_catalog.pg_subscription WHERE subname ~ '^outside_'
      UNION ALL SELECT 'prepared', gid, database::text FROM pg_catalog.pg_prepared_xacts WHERE gid ~ '^outside_'
      ORDER BY 1, 2, 3`,
  );
  return rows;
}

beforeEach(async () => {
  before = await outside();
});
afterEach(async () => {
  expect(await outside()).toEqual(before);
});

const notToRun = [
  ["a role", "CREATE ROLE outside_a LOGIN PASSWORD 'demo-secret'", "create role outside_a"],
  ["a user", "CREATE USER outside_a PASSWORD 'demo-secret'", "create role outside_a"],
  ["a role's password", "ALTER ROLE postgres PASSWORD 'demo-secret'", "alter role postgres"],
  ["a role's settings", "ALTER ROLE ALL SET work_mem = '1MB'", "alter role set"],
  ["a role's end", "DROP ROLE IF EXISTS outside_a", "drop role"],
  ["membership", "GRANT pg_monitor TO outside_a", "grant role"],
  ["a right of a role", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO outside_a", "grant"],
  [
    "a right of later objects",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO outside_a",
    "alter default privileges",
  ],
  ["a right on a database", "GRANT CONNECT ON DATABASE postgres TO PUBLIC", "grant"],
  ["an owner", "ALTER SCHEMA public OWNER TO outside_a", "alter owner"],
  ["an owner of a table", "ALTER TABLE a OWNER TO outside_a", "alter table a"],
  ["what a role owns", "REASSIGN OWNED BY outside_a TO outside_b", "reassign owned"],
  ["a database", "CREATE DATABASE outside_a", "create database outside_a"],
  ["a database's end", "DROP DATABASE IF EXISTS outside_a", "drop database outside_a"],
  ["a database's settings", "ALTER DATABASE postgres SET work_mem = '1MB'", "alter database set"],
  ["a remark on a database", "COMMENT ON DATABASE postgres IS 'demo-secret'", "comment"],
  ["a tablespace", "CREATE TABLESPACE outside_a LOCATION '/tmp'", "create tablespace outside_a"],
  ["the server", "ALTER SYSTEM SET work_mem = '1MB'", "alter system"],
  [
    "another server",
    "CREATE SUBSCRIPTION outside_a CONNECTION 'host=demo' PUBLICATION p",
    "create subscription",
  ],
  ["a program", "COPY (SELECT 1) TO PROGRAM 'touch /tmp/outside_a'", "copy"],
  ["who runs it", "SET ROLE NONE", "set role"],
  ["who runs it for good", "SET SESSION AUTHORIZATION DEFAULT", "set session_authorization"],
  ["all of a session", "DISCARD ALL", "discard"],
  ["a prepared transaction", "PREPARE TRANSACTION 'outside_a'", "prepare"],
  ["an extension that reaches out", "CREATE EXTENSION dblink", "create extension dblink"],
  ["an extension that is not there", "CREATE EXTENSION outside_a", "create extension outside_a"],
  ["a job", "SELECT cron.schedule('a', '* * * * *', 'SELECT 1')", "select"],
  ["a role in a body", "DO $$ BEGIN CREATE ROLE outside_a PASSWORD 'demo-secret'; END $$", "do"],
  [
    "a role in a text in a body",
    "DO $$ BEGIN EXECUTE 'ALTER ROLE outside_a ' || 'CREATEDB'; END $$",
    "do",
  ],
  ["a command of psql", "\\c postgres", "\\c"],
] as const;

it("does not run what is about roles, databases, the server or another one", async () => {
  // A file each, or a transaction that one begins would hold the others.
  const { loaded } = await loadSql(
    database.url,
    notToRun.map(([, sql]) => sql),
  );
  const told = loaded.map(({ failed, notRun }, at) => [
    notToRun[at]?.[0],
    ...failed.map(({ reason }) => reason),
    ...notRun.map(({ statement }) => statement),
  ]);
  expect(told).toEqual(notToRun.map(([what, , statement]) => [what, statement]));
  expect(JSON.stringify(loaded)).not.toContain("demo-secret");
});

it("has no rights to do what a body hides, and takes back what gets them", async () => {
  const hidden = (sql: string): string =>
    `DO $$ BEGIN EXECUTE convert_from(decode('${Buffer.from(sql).toString("hex")}', 'hex'), 'UTF8'); END $$;`;
  const { loaded, catalog } = await loadSql(database.url, [
    [
      hidden("CREATE ROLE outside_a"),
      hidden("CREATE TABLE a (); RESET ROLE; CREATE ROLE outside_a"),
      hidden(`RESET ROLE; ALTER ROLE "${client.user}" SET work_mem = '1MB'`),
      `SELECT set_config('role', 'none', false);`,
      hidden("CREATE ROLE outside_a"),
      "BEGIN; CREATE TABLE b ();",
      hidden("RESET ROLE; CREATE ROLE outside_a"),
      "COMMIT; CREATE TABLE c ();",
    ].join("\n"),
  ]);
  const [{ failed, notRun }] = loaded as [LoadedFile];
  expect(failed.map(({ line, sqlstate }) => [line, sqlstate])).toEqual([
    [1, "42501"],
    [5, "42501"],
  ]);
  expect(notRun.map(({ line, reason }) => [line, reason])).toEqual(
    [2, 3, 8].map((line) => [line, "it would have changed roles, databases or the server"]),
  );
  expect([...catalog.tables.keys()]).toEqual(["public.c"]);
});

it("runs what is about all or about itself", async () => {
  const { loaded } = await loadSql(database.url, [
    "CREATE TABLE a (); GRANT SELECT ON a TO PUBLIC; REVOKE ALL ON a FROM CURRENT_USER; SET search_path = public; COMMENT ON TABLE a IS 'x'",
  ]);
  expect(loaded[0]).toMatchObject({ failed: [], notRun: [] });
});

it("leaves no scratch database, nor when loading breaks off", async () => {
  const scratches = async (): Promise<number> => {
    const { rows } = await client.query(
      `SELECT count(*)::int AS count FROM pg_catalog.pg_database WHERE datname ^@ $1`,
      [`_scratch_${process.pid}_`],
    );
    return rows[0].count;
  };
  const broken = loadSql(database.url, ["SELECT 1", "SELECT 2"], {
    onProgress: (what) => {
      if (what.endsWith("2.sql")) throw new Error("broken off");
    },
  });
  await expect(broken).rejects.toThrow("broken off");
  expect(await scratches()).toBe(0);
});

it.skipIf(noSweeps)(
  `leaves none for the next run when it is killed in a statement${because(noSweeps)}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "killed-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "1.sql"), "SELECT pg_sleep(9)");
    const scratch = async (pid?: number): Promise<unknown[]> =>
      (
        await client.query(
          `SELECT FROM pg_catalog.pg_database AS one WHERE datname ^@ $1 AND ($2 OR EXISTS (
           SELECT FROM pg_catalog.pg_stat_activity WHERE datid = one.oid AND query ~ 'pg_sleep' AND state = 'active'))`,
          [`_scratch_${pid}_`, pid === killed],
        )
      ).rows;
    let killed: number | undefined;
    const args = ["inventory", "--definitions", folder];
    const { code } = await runReorganize(args, { DATABASE_URL: database.url }, (_, child) => {
      const poll = async (): Promise<void> => {
        while ((await scratch(child.pid)).length === 0) await pause(50);
        killed = child.pid;
        child.kill("SIGKILL");
      };
      void poll();
    });
    expect(code).toBeNull();
    expect(await scratch(killed)).toHaveLength(1);
    await expect
      .poll(
        async () => {
          await loadSql(database.url, ["SELECT 1"]);
          return scratch(killed);
        },
        { timeout: 8_000, interval: 500 },
      )
      .toEqual([]);
  },
);

const withSecrets = [
  ["a text", "SELECT 'demo-secret'::int"],
  ["a word behind PASSWORD", "CREATE USER x NOLOGIN PASSWORD demo_secret"],
  ["what nobody closes", "INSERT INTO x VALUES ('demo-secret)"],
  ["a text where none may be", "CREATE TABLE 'demo-secret' (id int)"],
  ["a name in quotes meant as text", 'SELECT "demo-secret"'],
  ["what a body raises", "DO $$ BEGIN RAISE EXCEPTION 'demo-secret'; END $$"],
  [
    "what a row holds",
    "CREATE TABLE a (n int CHECK (n > 1), s text); INSERT INTO a VALUES (0, 'demo-secret')",
  ],
  ["what a body executes", "DO $$ BEGIN EXECUTE 'SELECT demo-secret'; END $$"],
] as const;

it("never tells a value of a statement that fails", async () => {
  const { loaded } = await loadSql(
    database.url,
    withSecrets.map(([, sql]) => sql),
  );
  expect(loaded.map(({ failed }) => failed.length)).toEqual(withSecrets.map(() => 1));
  const telling = loaded.map((file, at) => [withSecrets[at]?.[0], JSON.stringify(file)]);
  expect(telling.filter(([, text]) => /demo.secret/.test(text ?? ""))).toEqual([]);
});

import { droppingSettings, noPooler, startPooler } from "@deepiri/vitest/pooler";
import { because } from "@deepiri/vitest/skip";
import { describe, expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb, startDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";
import { twoDatabases } from "../fixture/two-databases.js";

// These start the command some ten times.
const patience = { timeout: 180_000 };

/** The server of the tests forgets its data in a crash, which is an error of every database on it. */
const forgetful = "durability-off";

test("with nothing wrong it ends with 0, and --fail-on says what is wrong", patience, async () => {
  const { root: cwd } = smallWorkspace();
  const db = (...args: string[]) => runDb(args, { cwd });
  onTestFinished(async () => {
    await db("down");
  });
  await db("up", "--port", "54397");
  await db("migrate", "--all");
  const { code, stdout, stderr } = await db("doctor");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const [title, ...lines] = stdout.trimEnd().replace("PostgreSQL\n", "PostgreSQL ").split("\n");
  expect(title).toMatch(
    /^deepiri at postgresql:\/\/postgres@127\.0\.0\.1:\d+\/deepiri, PostgreSQL 18\.\d+$/,
  );
  expect(lines).toEqual([
    "",
    "1 note",
    "",
    "foreign-key-without-index: Whenever a referenced row is deleted or changes its",
    "key, this table is read as a whole.",
    "  foreign key public.sessions.sessions_user_id_fkey",
    "    columns user_id, referenced public.users, rows 0",
    "    in a migration of auth:",
    '    CREATE INDEX CONCURRENTLY ON "public"."sessions" ("user_id");',
    "",
    "0 errors, 0 warnings, 1 note",
  ]);
  expect((await db("doctor", "--fail-on", "warning")).code).toBe(0);
  expect((await db("doctor", "--fail-on", "info")).code).toBe(2);
});

test("each database of the workspace is examined, or the one that is named", patience, async () => {
  const { root: cwd } = twoDatabases();
  const [all, shop] = [await emptyDatabase(), await emptyDatabase()];
  const env = { DATABASE_URL: all.url, SHOP_DATABASE_URL: shop.url };
  await runDb(["migrate", "--all"], { cwd, env });
  await shop.query("CREATE TABLE public.sessions (id int PRIMARY KEY)");
  const both = await runDb(["doctor", "--json"], { cwd, env });
  expect(both).toMatchObject({ code: 2, stderr: "" });
  const seen = JSON.parse(both.stdout).databases.map((one: Json) => [one.database, codesOf(one)]);
  expect(seen).toEqual([
    ["deepiri", [forgetful, forgetful, "foreign-key-without-index"]],
    // Sessions are a table of the other database: here they are nobody's.
    ["shop", [forgetful, forgetful, "table-without-owner", "foreign-key-without-index"]],
  ]);
  const one = await runDb(["doctor", "--database", "shop", "--json"], { cwd, env });
  expect(JSON.parse(one.stdout).databases).toMatchObject([
    {
      database: "shop",
      errors: 2,
      warnings: 1,
      notes: 1,
      notExamined: [],
      server: { standby: false },
    },
  ]);
  const by = await runDb(["doctor", "--url", shop.url], { cwd });
  expect(by).toMatchObject({ code: 1, stdout: "" });
  expect(by.stderr).toContain("(deepiri, shop); say which with --database");
});

interface Json {
  readonly database: string;
  readonly findings: readonly { readonly code: string }[];
}

function codesOf({ findings }: Json): string[] {
  return findings.map(({ code }) => code);
}

test(
  "what packages look for themselves is told; a list that is none is named",
  patience,
  async () => {
    const manifest = '{"name":"@small/core","deepiri":{"checks":"checks.mjs"}}';
    const empty = `{ severity: "warning", subject: { kind: "table", schema: "public", name: "users" }, message: "is empty" }`;
    const { root: cwd, write } = smallWorkspace({
      "packages/core/package.json": manifest,
      "packages/core/checks.mjs": `export const checks = [{ name: "core.empty", find: async () => [${empty}] }];`,
    });
    const { url } = await emptyDatabase();
    const env = { DATABASE_URL: url };
    await runDb(["migrate", "--all"], { cwd, env });
    const { stdout } = await runDb(["doctor"], { cwd, env });
    expect(stdout).toContain("table public.users\n    check core.empty, problem is empty\n");

    write("packages/core/checks.mjs", 'export const checks = [{ name: "core.empty" }];');
    // In this process the file is loaded once and for all.
    const { code, stderr } = await startDb(["doctor"], { cwd, env }).outcome;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("a check of @small/core needs `name` and `find`"),
    });
  },
);

test("what cannot be examined gets one line and 1", patience, async () => {
  const { root: cwd } = smallWorkspace();
  for (const [args, line] of [
    [
      ["--url", "postgresql://x:secret@127.0.0.1:1/none"],
      /No PostgreSQL answers at 127\.0\.0\.1:1/,
    ],
    [["--database", "nowhere"], /no package belongs to a database called "nowhere"/],
    [["--fail-on", "everything"], /Allowed choices are error, warning, info/],
    [["--url", "nonsense"], /--url is not a PostgreSQL URL/],
  ] as const) {
    const { code, stdout, stderr } = await runDb(["doctor", ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain("secret");
  }
});

describe.skipIf(noPooler).each([
  ["that refuses settings at the start", []],
  ["that drops settings at the start", [droppingSettings]],
])(`behind a pooler in transaction mode %s${because(noPooler)}`, (_, settings) => {
  test("all is examined", patience, async () => {
    const { root: cwd } = smallWorkspace();
    const { url } = await emptyDatabase();
    await runDb(["migrate", "--all"], { cwd, env: { DATABASE_URL: url } });
    const env = { DATABASE_URL: await startPooler(url, ...settings) };
    const { stdout } = await runDb(["doctor", "--json"], { cwd, env });
    const [report] = JSON.parse(stdout).databases;
    expect(codesOf(report)).toEqual([forgetful, forgetful, "foreign-key-without-index"]);
    expect(report.notExamined).toEqual([]);
  });
});

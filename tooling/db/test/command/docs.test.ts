import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readOwnership, readWorkspace } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";
import { twoDatabases } from "../fixture/two-databases.js";

interface Shown {
  readonly name: string;
  readonly place?: string;
  readonly tables: readonly { name: string; rows?: { count: number } }[];
  readonly plan?: { readonly changes: readonly { fate: string }[] };
}

/** What a page shows, as the page itself reads it. */
function shownIn(file: string): readonly Shown[] {
  const [, json = ""] =
    /<script type="application\/json" id="model">(.*?)<\/script>/.exec(
      readFileSync(file, "utf8"),
    ) ?? [];
  return JSON.parse(json).databases;
}

test("the page shows the database as it is, with its rows; or only what one package needs", async () => {
  const { root, path } = smallWorkspace();
  const { url, query } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  expect(await runDb(["docs"], run)).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("there are no tables yet; type `pnpm db:migrate`"),
  });
  expect(existsSync(path("database.html"))).toBe(false);
  await runDb(["migrate", "--all"], run);
  await query("INSERT INTO users VALUES (1), (2)");
  const place = `${new URL(url).pathname.slice(1)} on ${new URL(url).host}`;
  expect(await runDb(["docs"], run)).toEqual({
    code: 0,
    stderr: "",
    stdout: `database.html: 2 tables of deepiri (${place}).
Open it in a browser: ${pathToFileURL(path("database.html"))}
`,
  });
  const [shown] = shownIn(path("database.html"));
  expect(shown?.place).toBe(place);
  expect(shown?.tables.map(({ name, rows }) => [name, rows?.count])).toEqual([
    ["sessions", 0],
    ["users", 2],
  ]);
  expect(readFileSync(path("database.html"), "utf8")).not.toMatch(
    /(src|href)=|https?:\/\/(?!www\.w3\.org)/,
  );
  await runDb(["docs", "--package", "core", "--out", "core.html"], run);
  expect(shownIn(path("core.html"))[0]?.tables.map(({ name }) => name)).toEqual(["users"]);
});

test("the README shows what the command prints", () => {
  const workspace = readWorkspace();
  const shown = workspace.databases.map((database) => {
    const { size } = readOwnership(database).tables;
    return `${size} tables of ${database.name} (${database.name} on 127.0.0.1:54329)`;
  });
  expect(readFileSync(join(workspace.root, "README.md"), "utf8")).toContain(
    `database.html: ${shown.join("; ")}.`,
  );
});

test("without a running database, the page shows what the migrations of all databases build", async () => {
  const { root, path } = twoDatabases();
  const { code, stderr, stdout } = await runDb(["docs"], { cwd: root });
  expect([code, stderr]).toEqual([
    0,
    "no database is running: the page shows what the migrations build\n",
  ]);
  expect(stdout).toContain("database.html: 2 tables of deepiri; 3 tables of shop.\n");
  const shown = shownIn(path("database.html"));
  expect(shown.map(({ name, tables }) => [name, tables.map((table) => table.name)])).toEqual([
    ["deepiri", ["sessions", "users"]],
    ["shop", ["invoices", "reports", "users"]],
  ]);
  expect(shown[0]?.tables[0]?.rows).toBeUndefined();
});

test("a plan is shown with what becomes of each table", async () => {
  const { root, path } = smallWorkspace();
  const { url, query } = await emptyDatabase();
  await query("CREATE TABLE people (id int); CREATE TABLE alien (id int)");
  const plan = {
    format: 1,
    database: "messy",
    sources: [{ from: "public.people", to: "public.users", columns: {}, merged: false, rows: 3 }],
  };
  writeFileSync(path("plan.json"), JSON.stringify(plan));
  const run = { cwd: root, env: { DATABASE_URL: url } };
  const { code, stdout } = await runDb(["docs", "--plan", "plan.json"], run);
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('2 tables of deepiri, and what a plan makes of "messy".'),
  ]);
  const [shown] = shownIn(path("database.html"));
  expect(shown?.plan?.changes.map(({ fate }) => fate)).toEqual(["new", "renamed", "unmanaged"]);
});

test("Markdown is written for each package, and checked, by db check too", async () => {
  const { root, path, write } = smallWorkspace();
  const { url } = await emptyDatabase();
  const run = { cwd: root, env: { DATABASE_URL: url } };
  expect(await runDb(["docs", "--markdown"], run)).toMatchObject({
    code: 0,
    stdout: "packages/core/DATABASE.md was written\nservices/auth/DATABASE.md was written\n",
  });
  expect(readFileSync(path("services/auth/DATABASE.md"), "utf8")).toContain("→ public.users (id)");
  expect(await runDb(["docs", "--check"], run)).toMatchObject({
    code: 0,
    stdout: "Each DATABASE.md is current.\n",
  });
  write(migrationFile("services/auth", "3_more"), "ALTER TABLE public.sessions ADD seen date;\n");
  const complaint =
    "services/auth/DATABASE.md: is not what the package's migrations and Prisma files say now; type `pnpm db:docs --markdown`\n";
  expect(await runDb(["docs", "--check"], run)).toMatchObject({ code: 1, stdout: complaint });
  expect(await runDb(["check"], run)).toMatchObject({ code: 1, stdout: complaint });
  expect(await runDb(["docs", "--markdown", "--package", "auth"], run)).toMatchObject({
    code: 0,
    stdout: "services/auth/DATABASE.md was written\n",
  });
  expect((await runDb(["check"], run)).code).toBe(0);
});

test.each([
  [["--out", "nowhere/page.html"], /there is no folder .*nowhere to write the page in/],
  [["--package", "shop"], /no package with tables is called "shop"; there are core, auth/],
  [["--database", "shop"], /shop/],
  [
    ["--plan", "none.json"],
    /none\.json cannot be read \(ENOENT\)\. Write one with: pnpm reorganize plan/,
  ],
  [["--plan", "package.json"], /package\.json is no plan: format: /],
  [["--url", "postgresql://127.0.0.1:1/x"], /127\.0\.0\.1:1/],
  [["--markdown", "--plan", "x"], /cannot be used with option/],
])("what cannot be is refused in a line, and nothing is written: %s", async (args, message) => {
  const { root, path } = smallWorkspace();
  const { code, stdout, stderr } = await runDb(["docs", ...args], {
    cwd: root,
    env: { DATABASE_URL: "postgresql://127.0.0.1:1/none" },
  });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(existsSync(path("database.html"))).toBe(false);
});

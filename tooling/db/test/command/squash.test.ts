import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createEmptyDatabase } from "@deepiri/test-database";
import { findWorkspaceRoot } from "@deepiri/workspace";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { copyPackages, type PackagesCopy } from "../fixture/packages-copy.js";
import { dumpSchema, pgDumpFits } from "../fixture/pg-dump.js";
import { runDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

/** A database that was migrated before the squash, and one that is migrated after it. */
const names = ["old", "fresh"] as const;
const databases = new Map<string, { url: string; drop(): Promise<void> }>();
let copy: PackagesCopy;
beforeAll(async () => {
  copy = copyPackages();
  for (const name of names) databases.set(name, await createEmptyDatabase());
  await succeed("old", "migrate", "--all");
}, 120_000);
afterAll(async () => {
  for (const { drop } of databases.values()) await drop();
  copy?.remove();
});

const urlOf = (name: string): string => databases.get(name)?.url ?? "";
const db = (name: string, ...args: string[]) =>
  runDb(args, { cwd: copy.root, env: { DATABASE_URL: urlOf(name) } });
const succeed = async (name: string, ...args: string[]) => {
  const outcome = await db(name, ...args);
  expect(outcome.code, outcome.stderr + outcome.stdout).toBe(0);
  return outcome;
};
const query = async <Row>(name: string, sql: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: urlOf(name) });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
};
const migrationsOf = (folder: string) =>
  readdirSync(join(copy.root, folder, "prisma/migrations")).filter((one) => !one.endsWith(".toml"));

test("real packages are squashed, as the README shows it", { timeout: 120_000 }, async () => {
  const readme = readFileSync(join(findWorkspaceRoot(), "README.md"), "utf8");
  expect(readme).toContain((await succeed("old", "squash", "engagement")).stdout.trimEnd());
  await succeed("old", "squash", "core");
  for (const folder of ["packages/core", "services/engagement"])
    expect(migrationsOf(folder)).toEqual([expect.stringMatching(/^\d{14}_squashed$/)]);
});

test("the database from before goes on, and a new one is built by the squashed files", {
  timeout: 120_000,
}, async () => {
  const { stderr } = await succeed("old", "migrate", "--all");
  expect(stderr).toMatch(/core: has what \d+_squashed replaces; recorded, not run/);
  await succeed("fresh", "migrate", "--all");
  for (const name of names) {
    const again = await succeed(name, "migrate", "--all");
    expect(again.stdout).toContain("core: nothing to do, 1 applied");
    expect(await query(name, "SELECT name FROM public.roles ORDER BY 1")).toHaveLength(4);
  }
});

test("both dump alike", async ({ skip }) => {
  skip(
    !(await pgDumpFits((sql) => query("old", sql))),
    "no pg_dump as new as the server is on this machine",
  );
  expect(dumpSchema(urlOf("fresh"))).toBe(dumpSchema(urlOf("old")));
});

test("after a new migration it is squashed again, and both go on", {
  timeout: 120_000,
}, async () => {
  copy.write(
    "packages/core/prisma/migrations/20270101000000_more/migration.sql",
    "CREATE FUNCTION public.more() RETURNS int LANGUAGE sql AS 'SELECT 1';\n",
  );
  const refused = await db("old", "squash", "core");
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("Type `pnpm db:migrate` first. Nothing was changed.");
  await succeed("old", "migrate", "--all");
  const { stdout } = await succeed("old", "squash", "core", "--name", "all", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    written: true,
    differences: [],
    migration: { name: "20270101000000_all" },
  });
  const ahead = await db("fresh", "migrate", "--all");
  expect(ahead.code).toBe(1);
  expect(ahead.stderr).toContain("not applied here: 20270101000000_more");
  expect(ahead.stderr).toContain("Check out the version before the squash");
});

test("an unknown package is named, and so is what is not to be squashed", async () => {
  expect(await db("old", "squash", "nobody")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('"nobody"'),
  });
  expect(await db("old", "squash", "engagement")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("engagement has one migration only"),
  });
});

test("what would not be the same is told, object by object, and nothing is written", async () => {
  // Two transactions have written these rows, and one after a squash.
  const counting =
    "INSERT INTO public.users SELECT count(DISTINCT xmin::text) + max(id) FROM public.users;\n";
  const workspace = smallWorkspace({
    [migrationFile("packages/core", "2_user")]: "INSERT INTO public.users VALUES (1);\n",
    [migrationFile("packages/core", "3_count")]: counting,
    [migrationFile("packages/core", "4_count")]: counting,
  });
  const env = { DATABASE_URL: (await emptyDatabase()).url };
  const { code, stdout } = await runDb(["squash", "core"], { cwd: workspace.root, env });
  expect(code).toBe(1);
  expect(stdout).toContain("in place of 4 would not be the same on an empty database:");
  expect(stdout).toMatch(/changed +rows of public\.users\n +seen by rows/);
  expect(stdout).toContain("Nothing was written.");
  expect(readdirSync(workspace.path("packages/core/prisma/migrations"))).toHaveLength(5);
});

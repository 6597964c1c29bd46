import { expect, onTestFinished, test } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { twoDatabases } from "../fixture/two-databases.js";

const tables = `SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;

async function tablesOf({ query }: EmptyDatabase): Promise<string[]> {
  return (await query<{ name: string }>(tables)).map(({ name }) => name);
}

async function ownerOf({ query }: EmptyDatabase, table: string): Promise<string | undefined> {
  const [row] = await query<{ owner: string }>(
    "SELECT tableowner::text AS owner FROM pg_tables WHERE tablename = $1",
    [table],
  );
  return row?.owner;
}

/** A database for each of the two, and the variables that say so. */
async function twoPlaces() {
  const [all, shop] = [await emptyDatabase(), await emptyDatabase()];
  return { all, shop, env: { DATABASE_URL: all.url, SHOP_DATABASE_URL: shop.url } };
}

test("migrate --all builds each database of its packages and all that they depend on", async () => {
  const { root: cwd } = twoDatabases();
  const { all, shop, env } = await twoPlaces();
  const { code, stdout } = await runDb(["migrate", "--all"], { cwd, env });
  expect(code).toBe(0);
  expect(stdout.trim().split("\n")).toEqual(
    ["deepiri/core", "deepiri/auth", "shop/core", "shop/billing", "shop/reports"].map(
      (label) => `${label}: 1 applied now, 1 in all`,
    ),
  );
  expect(await tablesOf(all)).toEqual(["sessions", "users"]);
  expect(await tablesOf(shop)).toEqual(["invoices", "reports", "users"]);
  expect([await ownerOf(all, "users"), await ownerOf(shop, "users")]).toEqual([
    "deepiri_migrator",
    "shop_migrator",
  ]);
});

test("--database chooses one, which is all that is touched", async () => {
  const { root: cwd } = twoDatabases();
  const { all, shop, env } = await twoPlaces();
  expect(await runDb(["migrate", "--database", "shop"], { cwd, env })).toMatchObject({ code: 0 });
  expect([await tablesOf(all), await tablesOf(shop)]).toEqual([
    [],
    ["invoices", "reports", "users"],
  ]);
  expect(await runDb(["status", "--database", "shop"], { cwd, env })).toMatchObject({ code: 0 });
  expect(await runDb(["status"], { cwd, env })).toMatchObject({ code: 1 });
  const unknown = await runDb(["migrate", "--database", "shops"], { cwd, env });
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain(
    'no package belongs to a database called "shops"; there are deepiri, shop',
  );
});

test("in the folder of a package that several need, each of its databases gets it", async () => {
  const { path } = twoDatabases();
  const { all, shop, env } = await twoPlaces();
  const run = { cwd: path("packages/core"), env };
  expect(await runDb(["migrate"], run)).toMatchObject({
    code: 0,
    stdout: "deepiri/core: 1 applied now, 1 in all\nshop/core: 1 applied now, 1 in all\n",
  });
  expect([await tablesOf(all), await tablesOf(shop)]).toEqual([["users"], ["users"]]);
});

test("a package with a URL of its own is there with all that it depends on", async () => {
  const { root: cwd } = twoDatabases();
  const { all, shop, env } = await twoPlaces();
  const own = await emptyDatabase();
  const run = { cwd, env: { ...env, BILLING_DATABASE_URL: own.url } };
  expect(await runDb(["migrate", "--all"], run)).toMatchObject({ code: 0 });
  expect(await tablesOf(all)).toEqual(["sessions", "users"]);
  expect(await tablesOf(shop)).toEqual(["reports"]);
  expect(await tablesOf(own)).toEqual(["invoices", "users"]);
  expect(await ownerOf(own, "invoices")).toBe("shop_migrator");
  const { stdout } = await runDb(["status"], run);
  expect(stdout).toContain(`shop/billing at ${own.url}`);
});

test("a shared package's own variable is that of its own database, not of others' copies", async () => {
  const { root: cwd } = twoDatabases();
  const { shop, env } = await twoPlaces();
  const own = await emptyDatabase();
  const run = { cwd, env: { ...env, CORE_DATABASE_URL: own.url } };
  expect((await runDb(["url", "core"], run)).stdout.trim()).toBe(own.url);
  expect((await runDb(["url", "core", "--database", "shop"], run)).stdout.trim()).toBe(shop.url);
});

test("two databases at one URL are refused before anything is touched", async () => {
  const { root: cwd } = twoDatabases();
  const all = await emptyDatabase();
  const env = { DATABASE_URL: all.url, SHOP_DATABASE_URL: all.url };
  const { code, stderr } = await runDb(["migrate", "--all"], { cwd, env });
  expect(code).toBe(1);
  expect(stderr).toContain('the databases "deepiri" and "shop" would be one');
  expect(await tablesOf(all)).toEqual([]);
});

test("where nothing says where a database is, the variable for it is named", async () => {
  const { root: cwd } = twoDatabases();
  const all = await emptyDatabase();
  const { code, stderr } = await runDb(["migrate", "--all"], {
    cwd,
    env: { DATABASE_URL: all.url },
  });
  expect(code).toBe(1);
  expect(stderr).toContain("BILLING_DATABASE_URL, SHOP_DATABASE_URL unset");
});

test("grants and check are about all databases, or the chosen one", async () => {
  const { root: cwd, write } = twoDatabases();
  const { shop, env } = await twoPlaces();
  await runDb(["migrate", "--all"], { cwd, env });
  await shop.query("GRANT SELECT ON public.users TO shop_reports");
  const preview = await runDb(["grants", "--dry-run"], { cwd, env });
  expect(preview).toMatchObject({ code: 1 });
  expect(preview.stdout).toContain('FROM "shop_reports"');
  expect(await runDb(["grants", "--dry-run", "--database", "deepiri"], { cwd, env })).toMatchObject(
    { code: 0 },
  );
  expect((await runDb(["check"], { cwd })).stdout).toContain("4 packages in 2 databases");
  write(
    "services/reports/prisma/schema/external.prisma",
    'model User {\n  id Int @id\n\n  @@map("users")\n  @@schema("public")\n}\n',
  );
  const { code, stdout } = await runDb(["check"], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain("on which @small/reports does not depend");
  expect(await runDb(["check", "--database", "deepiri"], { cwd })).toMatchObject({ code: 0 });
});

test("the embedded server has all databases of the workspace, and reset drops the one that is meant", async () => {
  const { root: cwd } = twoDatabases();
  const db = (...args: string[]) => runDb(args, { cwd });
  onTestFinished(async () => {
    await db("down");
  });
  const up = await db("up", "--port", "54397");
  expect(up.stdout.trim().split("\n")).toEqual([
    expect.stringMatching(/\/deepiri$/),
    expect.stringMatching(/\/shop$/),
  ]);
  expect(await db("migrate", "--all")).toMatchObject({ code: 0 });
  expect((await db("reset", "--database", "shop")).stdout).toMatch(
    /^Dropped and created database "shop" at .*\nApplied 3 migrations of 3 packages\.\n$/,
  );
  expect((await db("reset", "--all")).stdout).toContain("Applied 5 migrations of 5 packages.");
  const { stdout } = await db("url", "--database", "shop");
  expect(stdout).toMatch(/\/shop\n$/);
});

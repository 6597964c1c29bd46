import { rmSync } from "node:fs";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database";
import {
  findDatabase,
  findPackage,
  type Migration,
  readMigrations,
  readWorkspace,
  replacesHeader,
} from "@deepiri/workspace";
import { beforeEach, expect, test } from "vitest";
import {
  HalfReplacedError,
  HistoryMismatchError,
  isCurrent,
  migrate,
  readStatus,
} from "../../src/index.js";
import { runPrisma } from "../fixture/run-prisma.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useOwnServer } from "../fixture/use-own-server.js";

const server = useOwnServer();
const { root, core, write } = twoPackageWorkspace();
const workspace = readWorkspace(root);
const [database, corePackage] = [findDatabase(workspace), findPackage(workspace, "core")];
const original = readMigrations(corePackage);

const put = (migrations: readonly Pick<Migration, "name" | "sql">[]): void => {
  for (const { name } of readMigrations(corePackage))
    rmSync(join(corePackage.migrationsDirectory, name), { recursive: true });
  for (const { name, sql } of migrations)
    write(`packages/core/prisma/migrations/${name}/migration.sql`, sql);
};
/** The migrations of the package become one. */
const squash = (name: string): void => {
  const replaced = readMigrations(corePackage);
  const body = replaced.map(({ sql }) => sql.replace("CONCURRENTLY", "")).join("\n;\n");
  put([{ name, sql: `-- One for all.\n${replacesHeader(replaced)}\n${body}` }]);
};
const add = (name: string, sql: string): void =>
  write(`packages/core/prisma/migrations/${name}/migration.sql`, sql);
const migrateTo = async (url: string) => {
  const [result] = await migrate(database, { url, packages: [corePackage] });
  return result?.applied.map(({ name }) => name);
};
const statusOf = async (url: string) => {
  const client = await connectOnce(url);
  const [status] = await readStatus(client, [corePackage]).finally(() => client.end());
  if (!status) throw new Error("no status");
  return status;
};
const prisma = (url: string, ...args: string[]) => runPrisma(args, { cwd: core, url });

beforeEach(() => put(original));

test("a database that has all that a squashed migration replaces counts as having it, and goes on", async () => {
  const url = await server.createDatabase();
  await migrateTo(url);
  squash("20260201000000_squashed");
  const before = await statusOf(url);
  expect(before).toMatchObject({ applied: ["20260201000000_squashed"], pending: [], missing: [] });
  expect(isCurrent(before)).toBe(true);
  add("20260202000000_more", "CREATE TABLE public.more (id int PRIMARY KEY);");
  expect(await migrateTo(url)).toEqual(["20260202000000_more"]);
  expect(await statusOf(url)).toMatchObject({
    applied: ["20260201000000_squashed", "20260202000000_more"],
    unrecorded: [],
    missing: [],
  });
  expect(await migrateTo(url)).toEqual([]);
});

test("Prisma's own commands are content before and after it is recorded, which deploy does too", async () => {
  const url = await server.createDatabase();
  await migrateTo(url);
  squash("20260201000000_squashed");
  const status = async () => (await prisma(url, "migrate", "status")).output;
  expect(await status()).toContain("Database schema is up to date");
  expect((await prisma(url, "migrate", "deploy")).output).toContain("No pending migrations");
  expect((await statusOf(url)).unrecorded).toEqual([]);
  expect(await status()).toContain("Database schema is up to date");
  const dev = await prisma(url, "migrate", "dev", "--name", "nothing");
  expect(dev.output).toContain("Already in sync");
});

test("an empty database runs the squashed migration", async () => {
  squash("20260201000000_squashed");
  const url = await server.createDatabase();
  expect(await migrateTo(url)).toEqual(["20260201000000_squashed"]);
});

test("a database that has only some of them is refused before anything changes, with what to do", async () => {
  const url = await server.createDatabase();
  put(original.slice(0, 1));
  await migrateTo(url);
  put(original);
  squash("20260201000000_squashed");
  const refusal = await migrateTo(url).catch((error) => error);
  expect(refusal).toBeInstanceOf(HalfReplacedError);
  expect(refusal.message).toContain(`not applied here: ${original[1]?.name}`);
  expect(refusal.message).toContain("Check out the version before the squash");
  expect(isCurrent(await statusOf(url))).toBe(false);
  const { code, output } = await prisma(url, "migrate", "deploy");
  expect(output).toContain("of which this database has 1");
  expect(code).toBe(1);
  const rows = await server.query(
    url,
    `SELECT FROM "_core"._prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  expect(rows).toHaveLength(1);
});

test("one that was applied in another form than was squashed does not count", async () => {
  const url = await server.createDatabase();
  await migrateTo(url);
  squash("20260201000000_squashed");
  await server.query(
    url,
    `UPDATE "_core"._prisma_migrations SET checksum = 'other' WHERE migration_name ~ 'users'`,
  );
  await expect(migrateTo(url)).rejects.toThrow(
    "applied here in another form: 20260101000000_users",
  );
});

test("a squash of a squash is known to who has the first, what that replaced, or neither", async () => {
  const [oldest, older, empty] = [
    await server.createDatabase(),
    await server.createDatabase(),
    await server.createDatabase(),
  ];
  add("20260102000000_more", "CREATE TABLE public.more (id int PRIMARY KEY);");
  await migrateTo(oldest);
  const more = readMigrations(corePackage).slice(-1);
  put(original);
  squash("20260101500000_first");
  for (const { name, sql } of more) add(name, sql);
  await migrateTo(older);
  squash("20260201000000_second");
  expect(await migrateTo(oldest)).toEqual([]);
  expect(await migrateTo(older)).toEqual([]);
  expect(await migrateTo(empty)).toEqual(["20260201000000_second"]);
  for (const url of [oldest, older, empty])
    expect(await statusOf(url)).toMatchObject({
      applied: ["20260201000000_second"],
      unrecorded: [],
      missing: [],
    });
});

test("the checkout before the squash finds a squashed database ahead of it", async () => {
  squash("20260201000000_squashed");
  const url = await server.createDatabase();
  await migrateTo(url);
  put(original);
  await expect(migrateTo(url)).rejects.toThrow(HistoryMismatchError);
});

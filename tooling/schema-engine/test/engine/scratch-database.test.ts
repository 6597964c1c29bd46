import { hostname } from "node:os";
import { expect, inject, test } from "vitest";
import { openEngine } from "../../src/engine/open-engine.js";
import { createScratchDatabase } from "../../src/engine/scratch-database.js";
import { migrationList, noFilters } from "../fixture/migration-list.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
const exists = async (name: string) =>
  (await database.query("SELECT FROM pg_database WHERE datname = $1", [name])).length === 1;
const ownScratch = async () => {
  const rows = await database.query<{ name: string }>(
    "SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)",
    [`_scratch_${process.pid}_`],
  );
  return rows.map(({ name }) => name);
};

test("migrations are replayed on a scratch database, which is dropped afterwards (point 4)", async () => {
  const engine = await openEngine({ url: database.url, historySchema: "_x" });
  const { stdout } = await engine.diff({
    from: { tag: "empty" },
    to: { tag: "migrations", ...migrationList('CREATE TABLE "_x"."seen" (id int PRIMARY KEY)') },
    script: true,
    exitCode: null,
    filters: noFilters,
  });
  expect(stdout).toContain("seen");
  expect(await ownScratch()).toEqual([]);
  expect(await database.query("SELECT to_regclass('_x.seen') AS t")).toEqual([{ t: null }]);
  await engine.dispose();
});

test("a scratch database goes as well when the replay fails", async () => {
  const engine = await openEngine({ url: database.url, historySchema: "_x" });
  const to = { tag: "migrations" as const, ...migrationList("SELECT 1 / 0") };
  const params = { from: { tag: "empty" as const }, to, script: true, exitCode: null };
  await expect(engine.diff({ ...params, filters: noFilters })).rejects.toThrow("division by zero");
  expect(engine.lastFailure).toMatchObject({ sqlstate: "22012", line: 1 });
  await engine.dispose();
  expect(await ownScratch()).toEqual([]);
});

const hour = 3_600_000;
const dead = 4_194_304; // greater than any process number
const nameAt = (time: number, pid = dead) => `_scratch_${pid}_${time.toString(36)}_1`;

test.each([
  ["left by a process that is gone", nameAt(Date.now()), { host: hostname(), pid: dead }, false],
  ["of a process that lives", nameAt(Date.now(), 1), { host: hostname(), pid: process.ppid }, true],
  ["of another machine", nameAt(Date.now() - 1), { host: "elsewhere", pid: dead }, true],
  [
    "of another machine, an hour old",
    nameAt(Date.now() - hour - 1),
    { host: "elsewhere", pid: dead },
    false,
  ],
  ["left without a word, an hour old", nameAt(Date.now() - hour - 2), undefined, false],
  ["that merely begins like ours", "_scratch_of_somebody", undefined, true],
])("a scratch database %s is dropped or not: %#", async (_title, name, owner, stays) => {
  await database.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  if (owner) await database.query(`COMMENT ON DATABASE ${name} IS '${JSON.stringify(owner)}'`);
  const scratch = await createScratchDatabase(database.url);
  expect(await exists(name)).toBe(stays);
  await scratch.drop();
  await database.query(`DROP DATABASE IF EXISTS ${name}`);
});

test.each([
  "ENCODING 'LATIN1' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'",
  "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'de-u-co-phonebk'",
])(
  "a scratch database has the encoding and locale of the one beside it where asked for: %s",
  async (locale) => {
    const name = `alike_${process.pid}`;
    await database.query(`CREATE DATABASE ${name} TEMPLATE template0 ${locale}`);
    const url = Object.assign(new URL(database.url), { pathname: name });
    const scratch = await createScratchDatabase(url.href, { isAlike: true });
    const rows = await database.query(
      "SELECT DISTINCT encoding, datlocprovider, datcollate, datctype, to_jsonb(one) -> 'datlocale' AS locale FROM pg_database AS one WHERE datname IN ($1, $2)",
      [name, scratch.name],
    );
    await scratch.drop();
    await database.query(`DROP DATABASE ${name}`);
    expect(rows).toHaveLength(1);
  },
);

test("a role that may not create databases is told what it needs", async () => {
  const role = `no_createdb_${process.pid}`;
  await database.query(`CREATE ROLE ${role} LOGIN`);
  const url = new URL(inject("testServerUrl"));
  url.username = role;
  await expect(createScratchDatabase(url.href)).rejects.toThrow("Give the role CREATEDB");
  await database.query(`DROP ROLE ${role}`);
});

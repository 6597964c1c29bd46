import { randomUUID } from "node:crypto";
import { isCurrent, migrate, readStatus } from "@deepiri/schema-engine";
import { createEmptyDatabase, testServerUrl } from "@deepiri/test-database";
import { type Database, findDatabase, findPackage, readMigrations } from "@deepiri/workspace";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { baseline } from "../../src/index.js";
import { external, history, prisma } from "../fixture/long-history.js";
import { type Shop, shop } from "../fixture/shop.js";

/** The shop with its long history, and an empty database for it. */
async function start() {
  const made = shop(prisma, external);
  made.migrations(history);
  const { url, drop } = await createEmptyDatabase();
  onTestFinished(drop);
  return { made, url, database: findDatabase(made.workspace) };
}

const query = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
};
/** What a person does who runs the files by hand. */
const runFiles = async (url: string, { workspace }: Shop): Promise<void> => {
  for (const one of workspace.packages)
    for (const { sql } of readMigrations(one)) await query(url, sql);
};
const statusesOf = async (url: string, { packages }: Database) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return readStatus(client, packages).finally(() => client.end());
};
const takeOver = (database: Database, url: string) =>
  baseline({ database, url, packages: database.packages });

test("a database that hand-run SQL has built is taken over, and migrating finds nothing to do", async () => {
  const { made, url, database } = await start();
  await runFiles(url, made);
  // As pg_dump and pg_restore leave such a rule: printed, read, and printed otherwise.
  await query(
    url,
    `DO $$ DECLARE rule text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'label_check'); BEGIN
       ALTER TABLE shop."Order-Items" DROP CONSTRAINT label_check;
       EXECUTE 'ALTER TABLE shop."Order-Items" ADD CONSTRAINT label_check ' || rule;
     END $$;
     COMMENT ON CONSTRAINT label_check ON shop."Order-Items" IS 'last words'`,
  );
  const { findings, packages, grants, otherOrder } = await takeOver(database, url);
  expect(findings).toEqual([]);
  expect(otherOrder).toEqual([]);
  expect(packages.map(({ key }) => key)).toEqual(["core", "shop"]);
  expect(grants?.refused).toEqual([]);
  expect((await statusesOf(url, database)).every(isCurrent)).toBe(true);
  const results = await migrate(database, { url });
  expect(results.map(({ applied }) => applied)).toEqual([[], []]);
  expect((await takeOver(database, url)).packages).toEqual([]);
});

test("what is different is told object by object, and the SQL that is shown mends it", async () => {
  const { made, url, database } = await start();
  await runFiles(url, made);
  await query(
    url,
    `CREATE TABLE public.notes (id int); CREATE INDEX more ON shop."Order-Items" (price); DROP VIEW shop.cheap;
     ALTER TABLE shop."Order-Items" ALTER price TYPE bigint, ADD "Odd ""Né" int;
     DROP INDEX shop.items_label_idx; DROP FUNCTION shop.stamp() CASCADE;
     ALTER TABLE shop."Order-Items" RENAME CONSTRAINT "Order-Items_pkey" TO "other key";
     ALTER INDEX shop.dear RENAME TO cheap_no_more;
     ALTER TYPE shop."Size" ADD VALUE 'huge';
     COMMENT ON CONSTRAINT label_check ON shop."Order-Items" IS NULL;
     DROP POLICY own ON shop."Order-Items";`,
  );
  const { findings, repair, grants } = await takeOver(database, url);
  expect(grants).toBeUndefined();
  const told = findings.map(
    ({ object, how, hinders }) => `${hinders ? "" : "(told) "}${how} ${object}`,
  );
  const items = '"shop"."Order-Items"';
  expect(told.sort()).toEqual(
    [
      '(told) superfluous index "shop"."more"',
      '(told) superfluous table "public"."notes"',
      `different column ${items}."price"`,
      `different constraint "Order-Items_pkey" of ${items}`,
      'different index "shop"."dear"',
      'different type "shop"."Size"',
      `missing comment on constraint "label_check" of ${items}`,
      'missing function "shop"."stamp"()',
      'missing index "shop"."items_label_idx"',
      `missing policy "own" of ${items}`,
      `missing trigger "stamped" of ${items}`,
      'missing view "shop"."cheap"',
      `superfluous column ${items}."Odd ""Né"`,
    ].sort(),
  );
  expect(findings.find(({ object }) => object.includes("price"))?.detail).toBe(
    "type: bigint, not integer",
  );
  expect(findings.find(({ object }) => object.includes("pkey"))?.detail).toBe(
    "is called other key",
  );
  const histories =
    "SELECT FROM pg_namespace WHERE nspname IN ('_core', '_shop') HAVING count(*) > 0";
  await query(url, `DO $$ BEGIN IF EXISTS (${histories}) THEN RAISE 'changed'; END IF; END $$`);

  for (const { sql } of repair ?? []) await query(url, sql);
  expect(repair?.filter(({ mayLoseData }) => mayLoseData).map(({ sql }) => sql)).toContain(
    `ALTER TABLE ${items} DROP COLUMN "Odd ""Né"`,
  );
  const after = await takeOver(database, url);
  expect(after.findings.filter(({ hinders }) => hinders)).toEqual([]);
  expect(after.grants).toBeDefined();
});

test("an empty database lacks everything, and tables alone are what is missing of them", async () => {
  const { url, database } = await start();
  const { findings, repair } = await takeOver(database, url);
  const told = findings.map(({ object }) => object);
  expect(told).toContain('table "public"."users"');
  expect(told.filter((one) => one.startsWith("column"))).toEqual([]);
  for (const { sql } of repair ?? []) await query(url, sql);
  expect((await takeOver(database, url)).grants).toBeDefined();
});

test("what other packages own is not a package's matter, whether they are managed or not", async () => {
  const { made, url, database } = await start();
  await runFiles(url, made);
  await query(
    url,
    `CREATE TRIGGER theirs AFTER INSERT ON shop."Order-Items" EXECUTE FUNCTION shop.stamp()`,
  );
  const core = findPackage(made.workspace, "core");
  const alone = await baseline({ database, url, packages: database.packages, asked: [core] });
  expect(alone.findings).toEqual([]);
  expect(alone.packages.map(({ key }) => key)).toEqual(["core"]);
  const { findings, packages } = await takeOver(database, url);
  expect(packages.map(({ key }) => key)).toEqual(["shop"]);
  expect(findings).toMatchObject([{ how: "superfluous", hinders: true }]);
});

test("columns in another order are told and do not hinder", async () => {
  const { made, url, database } = await start();
  await runFiles(url, made);
  await query(
    url,
    `ALTER TABLE shop."Order-Items" DROP note; ALTER TABLE shop."Order-Items" DROP price CASCADE;
     ALTER TABLE shop."Order-Items" ADD note text, ADD price integer NOT NULL DEFAULT 10;
     CREATE VIEW shop.cheap AS SELECT id, label FROM shop."Order-Items" WHERE price < 5;
     CREATE UNIQUE INDEX dear ON shop."Order-Items" (lower(label)) INCLUDE (price) WHERE price > 100;`,
  );
  const { findings, otherOrder, grants } = await takeOver(database, url);
  expect(findings).toEqual([]);
  expect(otherOrder).toEqual(['shop."Order-Items"']);
  expect(grants).toBeDefined();
});

test("a package with a part of its history is refused", async () => {
  const { made, url, database } = await start();
  await migrate(database, { url });
  made.migrations({ "20260301000000_more": "SELECT 1;\n" });
  await expect(takeOver(database, url)).rejects.toThrow("`pnpm db:migrate` goes on from it");
});

test("a login that may make no roles takes over its tables, and says what is left to an administrator", async () => {
  const made = shop(prisma, {
    ...external,
    // Roles belong to a whole server, and no other test has made those of this database.
    "packages/core/package.json": '{"name":"@some/core","deepiri":{"database":"lonely"}}',
  });
  made.migrations(history);
  const name = `login_${randomUUID().slice(0, 8)}`;
  const core = findDatabase(made.workspace, "lonely");
  const { url, drop } = await createEmptyDatabase();
  const own = new URL(url);
  own.username = name;
  await query(
    testServerUrl(),
    `CREATE ROLE ${name} LOGIN CREATEDB; ALTER DATABASE "${own.pathname.slice(1)}" OWNER TO ${name}`,
  );
  onTestFinished(async () => {
    await drop();
    await query(testServerUrl(), `DROP ROLE ${name}`);
  });
  await query(own.href, "CREATE TABLE public.users (id int CONSTRAINT users_pkey PRIMARY KEY)");
  const { findings, grants } = await takeOver(core, own.href);
  expect(findings).toEqual([]);
  expect(grants?.refused.join("\n")).toContain("CREATE ROLE");
  expect((await statusesOf(own.href, core)).every(isCurrent)).toBe(true);
});

import { migrate } from "@deepiri/schema-engine";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowSecurity } from "../src/checks/row-security.js";
import { examine } from "../src/index.js";
import { examineOne, runAll } from "./fixture/examined-database.js";
import { useShop } from "./fixture/shop.js";

const name = `doctorfew${process.pid}`;
const login = `Visitor ${process.pid}`;
const quoted = `"${login}"`;
const shop = useShop(name);
let live: EmptyDatabase;
let visitor: string;

const run = (...statements: readonly string[]) => runAll(live.url, statements);

beforeAll(async () => {
  live = await createEmptyDatabase("few");
  await migrate(shop.database, { url: live.url });
  await run(`CREATE ROLE ${quoted} LOGIN PASSWORD 'visitor'`);
  const url = new URL(live.url);
  [url.username, url.password] = [encodeURIComponent(login), "visitor"];
  visitor = url.href;
});
afterAll(async () => {
  await run(`DROP OWNED BY ${quoted}`, `DROP ROLE ${quoted}`);
  await live?.drop();
});

const checksOf = (gaps: readonly { check: string }[]) => gaps.map(({ check }) => check);

test("a login without rights is told what it did not see and which grant shows it", async () => {
  const before = await examine({ url: visitor, database: shop.database });
  expect(checksOf(before.notExamined)).toEqual([
    "migrations",
    "differences from the migrations",
    "sequences",
    "integer keys",
    "sequences behind their column",
    "bloat",
    "sessions",
  ]);
  for (const { grant } of before.notExamined) if (grant) await run(grant);
  const after = await examine({ url: visitor, database: shop.database });
  // Another version than our own server's spells queries in another way; to make a database beside it helps.
  const isOwnVersion = Math.floor(after.server.version / 10_000) === 18;
  expect(checksOf(after.notExamined)).toEqual(
    isOwnVersion ? [] : ["differences from the migrations"],
  );
  const told = after.findings.filter(({ subject }) => subject.kind !== "setting");
  // What it was just given, which no package declares.
  expect(told.map(({ code, subject }) => `${code} ${subject.name}`)).toEqual([
    `right-of-another-role ${login}`,
  ]);
});

test("policies that do not hold for an owner who logs in are told", async () => {
  await run(
    "CREATE SCHEMA own",
    "CREATE TABLE own.notes (id int PRIMARY KEY)",
    "ALTER TABLE own.notes ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY p ON own.notes USING (id = 1)",
  );
  expect(await examineOne(live.url, rowSecurity)).toMatchObject({ findings: [] });
  await run(`ALTER TABLE own.notes OWNER TO ${quoted}`);
  const { findings } = await examineOne(live.url, rowSecurity);
  expect(findings).toMatchObject([{ code: "row-security-not-forced", evidence: { owner: login } }]);
  await run(...(findings[0]?.remedy.sql ?? []));
  expect(await examineOne(live.url, rowSecurity)).toMatchObject({ findings: [] });
});

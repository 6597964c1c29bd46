import { migratorRole, type PackageCheck } from "@deepiri/database";
import { migrate } from "@deepiri/schema-engine";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeReports, examine, type Report } from "../../src/index.js";
import { useShop } from "../fixture/shop.js";

const name = `doctorpackage${process.pid}`;
const shop = useShop(name);
let live: EmptyDatabase;

beforeAll(async () => {
  live = await createEmptyDatabase("package");
  await migrate(shop.database, { url: live.url });
});
afterAll(() => live?.drop());

/** What is found and missed beyond what the doctor looks for itself. */
async function examineBy(...packageChecks: PackageCheck[]): Promise<Report> {
  const names = packageChecks.map((check) => check.name);
  const report = await examine({ url: live.url, database: shop.database, packageChecks });
  return {
    ...report,
    findings: report.findings.filter(({ code }) => code === "found-by-package"),
    notExamined: report.notExamined.filter(({ check }) => names.includes(check)),
  };
}

test("what a package's check finds is told, with what ends it", async () => {
  const subject = { kind: "table", schema: "Shop Floor", name: "Order-Items" };
  const report = await examineBy({
    name: "shop.waste",
    find: async () => [
      { severity: "warning", subject, message: "has too much", remedy: { sql: "SELECT 1" } },
      {
        severity: "warning",
        subject: { kind: "view", schema: "Shop Floor", name: "all" },
        message: "shows too much",
        remedy: { sql: 'DROP VIEW "Shop Floor"."all"', inMigration: true },
      },
      { severity: "info", subject, message: "is odd" },
    ],
  });
  const text = describeReports([{ title: "here", report }]).split("\n");
  expect(text.slice(text.indexOf("2 warnings"))).toEqual([
    "2 warnings",
    "",
    "found-by-package: A check of a package's own found it, and says what is wrong.",
    '  table "Shop Floor"."Order-Items"',
    "    check shop.waste, problem has too much",
    "    SELECT 1;",
    '  view "Shop Floor".all',
    "    check shop.waste, problem shows too much",
    "    in a migration of shop:",
    '    DROP VIEW "Shop Floor"."all";',
    "",
    "1 note",
    "",
    "found-by-package: A check of a package's own found it, and says what is wrong.",
    '  table "Shop Floor"."Order-Items"',
    "    check shop.waste, problem is odd",
    "",
    "0 errors, 2 warnings, 1 note",
  ]);
});

test("a check acts as the owner, without a search_path, and cannot write", async () => {
  const seen: unknown[] = [];
  const { notExamined } = await examineBy({
    name: "shop.curious",
    find: async (client) => {
      seen.push(
        await client.$queryRawUnsafe(
          "SELECT current_user AS role, current_setting('search_path') AS path",
        ),
      );
      await client.$queryRawUnsafe("DELETE FROM public.customers");
      return [];
    },
  });
  expect(seen).toEqual([[{ role: migratorRole(name), path: '""' }]]);
  expect(notExamined).toMatchObject([
    { check: "shop.curious", detail: expect.stringContaining("read-only transaction") },
  ]);
});

test("a check that fails hides no other", async () => {
  const mistaken = async () => Promise.reject(new TypeError("undefined is not a function"));
  const { findings, notExamined } = await examineBy(
    { name: "shop.mistaken", find: mistaken },
    {
      name: "shop.good",
      find: async () => [
        {
          severity: "info",
          subject: { kind: "table", schema: "public", name: "log" },
          message: "is short",
        },
      ],
    },
  );
  expect(notExamined).toEqual([
    { check: "shop.mistaken", reason: "other", detail: "undefined is not a function" },
  ]);
  expect(findings).toHaveLength(1);
});

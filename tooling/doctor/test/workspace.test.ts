import { migratorRole } from "@deepiri/database";
import { migrate } from "@deepiri/schema-engine";
import { createCopy, type EmptyDatabase } from "@deepiri/test-database";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { examine, type Report } from "../src/index.js";
import { runAll } from "./fixture/examined-database.js";
import { migrationFile, useShop } from "./fixture/shop.js";

const name = `doctor${process.pid}`;
const role = `${name}_shop`;
const shop = useShop(name);
let live: EmptyDatabase;

beforeEach(async () => {
  live = await createCopy(name, async (url) => void (await migrate(shop.database, { url })));
});
afterEach(() => live?.drop());

const run = (...statements: readonly string[]) => runAll(live.url, statements);

/** What is found but for the settings of the tests' server, which forgets its data anyway. */
async function examineShop(): Promise<Report> {
  const report = await examine({ url: live.url, database: shop.database });
  const findings = report.findings.filter(({ subject }) => subject.kind !== "setting");
  return { ...report, findings };
}

function told({ findings }: Report): string[] {
  return findings
    .map(({ code, severity, subject }) => `${code} ${severity} ${subject.kind} ${subject.name}`)
    .sort();
}

interface Case {
  readonly title: string;
  readonly fault: readonly string[];
  readonly found: readonly string[];
  /** What mends it where the finding has no SQL that does. */
  readonly by?: readonly string[];
}

const items = '"Shop Floor"."Order-Items"';

const cases: readonly Case[] = [
  {
    title: "an index that is gone",
    fault: ['DROP INDEX "Shop Floor"."by Customer"'],
    found: [
      "foreign-key-without-index info foreign key of whom",
      "object-missing error index by Customer",
    ],
  },
  {
    title: "a foreign key and a rule that are gone",
    fault: [
      `ALTER TABLE ${items} DROP CONSTRAINT "of whom"`,
      `ALTER TABLE ${items} DROP CONSTRAINT "a real id"`,
    ],
    found: ["object-missing error constraint a real id", "object-missing error constraint of whom"],
  },
  {
    title: "a rule that was not validated and an index that was not finished, each once",
    fault: [
      `ALTER TABLE ${items} DROP CONSTRAINT "a real id"`,
      `ALTER TABLE ${items} ADD CONSTRAINT "a real id" CHECK (id > 0) NOT VALID`,
      `UPDATE pg_index SET indisvalid = false WHERE indexrelid = '"Shop Floor"."by Customer"'::regclass`,
    ],
    found: [
      "constraint-not-valid warning constraint a real id",
      "foreign-key-without-index info foreign key of whom",
      "invalid-index error index by Customer",
    ],
  },
  {
    title: "a table that is gone, told once",
    fault: ["DROP TABLE public.log"],
    found: ["object-missing error table log"],
  },
  {
    title: "a trigger, a view and a role's policy that are gone",
    fault: [
      "DROP TRIGGER stamp ON public.customers",
      "DROP VIEW public.names",
      'DROP POLICY "Own Rows" ON public.log',
    ],
    found: [
      "object-missing error policy Own Rows",
      "object-missing error trigger stamp",
      "object-missing error view names",
      "row-security-without-policy info table log",
    ],
  },
  {
    title: "columns and a function that are not as they were made",
    fault: [
      "ALTER TABLE public.customers ALTER COLUMN name DROP NOT NULL",
      `ALTER TABLE ${items} ALTER COLUMN id DROP DEFAULT`,
      "CREATE OR REPLACE FUNCTION public.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
    found: [
      "object-different error column id",
      "object-different error column name",
      "object-different error function stamp",
    ],
  },
  {
    title: "an index and a view that nobody's migration made",
    fault: [
      `CREATE INDEX "By Hand" ON ${items} (id, "customer id")`,
      'CREATE VIEW "Shop Floor".v AS SELECT 1 AS n',
    ],
    found: ["object-extra warning index By Hand", "object-unmanaged info view v"],
    by: ['DROP VIEW "Shop Floor".v'],
  },
  {
    title: "a column that nobody's migration made, which holds values and is not dropped",
    fault: ["ALTER TABLE public.customers ADD COLUMN extra int"],
    found: ["object-extra warning column extra"],
    by: ["ALTER TABLE public.customers DROP COLUMN extra"],
  },
  {
    title: "a table that no package owns, without what belongs to it",
    fault: ["CREATE TABLE public.mine (id serial PRIMARY KEY, n int UNIQUE)"],
    found: ["table-without-owner warning table mine"],
    by: ["DROP TABLE public.mine"],
  },
  {
    title: "a table in another schema than its package says",
    fault: [`ALTER TABLE ${items} SET SCHEMA public`],
    // Of the right on a schema where nothing is left to use.
    found: [
      "right-superfluous warning schema Shop Floor",
      "table-in-wrong-schema error table Order-Items",
    ],
  },
  {
    title: "a second table of one name",
    fault: [
      "CREATE SCHEMA old",
      "CREATE TABLE old.customers (id int PRIMARY KEY)",
      `CREATE TABLE "Shop Floor".customers (id int PRIMARY KEY)`,
    ],
    found: [
      "several-tables-of-one-name error table customers",
      "several-tables-of-one-name warning table customers",
    ],
    by: ["DROP SCHEMA old CASCADE", 'DROP TABLE "Shop Floor".customers'],
  },
  {
    title: "rights that are too few and too many, and an object of another role",
    fault: [
      `REVOKE INSERT ON ${items} FROM "${role}"`,
      "GRANT DELETE ON public.customers TO PUBLIC",
      "ALTER TABLE public.log OWNER TO CURRENT_USER",
    ],
    found: [
      "owner-differs warning table log",
      "right-missing error table Order-Items",
      "right-superfluous warning table customers",
    ],
  },
  {
    title: "a partition that is not its table's owner's",
    fault: ["CREATE TABLE public.log_1 PARTITION OF public.log FOR VALUES FROM (0) TO (10)"],
    found: ["owner-differs warning table log_1"],
  },
  {
    title: "partitions, extensions, publications and other schemas, which are nobody's fault",
    fault: [
      "CREATE TABLE public.log_1 PARTITION OF public.log FOR VALUES FROM (0) TO (10)",
      `ALTER TABLE public.log_1 OWNER TO "${migratorRole(name)}"`,
      "CREATE SCHEMA apart",
      "CREATE TABLE apart.notes (id int PRIMARY KEY, n text)",
      "CREATE EXTENSION hstore SCHEMA public",
      "CREATE PUBLICATION all_of_it FOR TABLE public.customers",
      "COMMENT ON SCHEMA apart IS 'of others'",
    ],
    found: [],
    by: [
      "DROP EXTENSION hstore",
      "DROP PUBLICATION all_of_it",
      "DROP SCHEMA apart CASCADE",
      "DROP TABLE public.log_1",
    ],
  },
];

test("a database that was just migrated has nothing to tell, and all of it was examined", async () => {
  const report = await examineShop();
  expect(report).toMatchObject({ findings: [], notExamined: [] });
});

test.each(cases)("tells $title, and no more once it is mended", async ({ fault, found, by }) => {
  await run(...fault);
  let report = await examineShop();
  expect(told(report)).toEqual([...found].sort());
  expect(report.notExamined).toEqual([]);
  await run(...(by ?? []));
  // As people do: the worst first, then look again, for other findings may follow from it.
  for (let round = 0; round < 3 && report.findings.length > 0; round += 1) {
    const worst = report.findings.filter(
      ({ severity }) => severity === report.findings[0]?.severity,
    );
    await run(...worst.flatMap(({ remedy }) => remedy.sql ?? []));
    report = await examineShop();
  }
  expect(told(report)).toEqual([]);
});

describe("migrations", () => {
  test("that are pending are told, and what they will make is not missing", async () => {
    shop.write(migrationFile("3_more"), "ALTER TABLE public.customers ADD COLUMN more int;\n");
    expect(told(await examineShop())).toEqual(["migrations-pending warning package shop"]);
    await migrate(shop.database, { url: live.url });
    expect(told(await examineShop())).toEqual([]);
    shop.remove("services/shop/prisma/migrations/3_more");
  });

  test("that failed are told", async () => {
    shop.write(migrationFile("4_bad"), "ALTER TABLE public.nowhere ADD COLUMN more int;\n");
    await expect(migrate(shop.database, { url: live.url })).rejects.toThrow();
    expect(told(await examineShop())).toEqual(["migrations-failed error package shop"]);
    shop.remove("services/shop/prisma/migrations/4_bad");
  });

  test("that were edited, or are not in the checkout, are told", async () => {
    const file = migrationFile("3_more");
    shop.write(file, "ALTER TABLE public.customers ADD COLUMN more int;\n");
    await migrate(shop.database, { url: live.url });
    shop.write(file, "ALTER TABLE public.customers ADD COLUMN more int; -- edited\n");
    expect(told(await examineShop())).toEqual(["migrations-edited error package shop"]);
    shop.remove("services/shop/prisma/migrations/3_more");
    expect(told(await examineShop())).toEqual([
      "migrations-missing error package shop",
      "object-extra warning column more",
    ]);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readCatalogAt } from "../../../src/catalog/with-target.js";
import { describeDefinitions } from "../../../src/cli/describe-definitions.js";
import { compareDefinitions } from "../../../src/findings/definition/compare-definitions.js";
import type { DefinitionReport, FamilyReport } from "../../../src/findings/definition/report.js";

const deployed = `
  CREATE TYPE public."Mood" AS ENUM ('GOOD');
  CREATE TABLE public.users (id uuid PRIMARY KEY, email varchar(255), age int DEFAULT 3, CHECK (age > 0));
  CREATE INDEX by_email ON public.users (email);
  CREATE TABLE public."Order-Items" (id int PRIMARY KEY);
  CREATE TABLE public.strangers (id int PRIMARY KEY)`;

const initScript = `
  CREATE TABLE public.users (id uuid PRIMARY KEY, email text NOT NULL, bio text, CONSTRAINT other_name CHECK (age > 0), age int DEFAULT 3);
  CREATE TABLE public."Order-Items" (id int, CONSTRAINT other_name_too PRIMARY KEY (id));
  CREATE TABLE public.planned (id int);`;

// As services wrote it for Prisma 5.
const prismaSchema = `
generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["multiSchema"]
}
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  directUrl = env("DIRECT_URL")
  schemas  = ["public", "analytics"]
}
enum Mood {
  GOOD
  BAD
  @@schema("public")
}
model Boost {
  id   String @id @db.Uuid
  mood Mood
  @@map("boosts")
  @@schema("analytics")
}`;

let database: EmptyDatabase;
let folder: string;
beforeAll(async () => {
  database = await createEmptyDatabase("definitions");
  const client = await connectOnce(database.url);
  await client.query(deployed).finally(() => client.end());
  folder = mkdtempSync(join(tmpdir(), "definitions-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function compare(...paths: string[]): Promise<DefinitionReport> {
  const deployed = await readCatalogAt(database.url);
  return compareDefinitions(database.url, paths, { deployed });
}

function first({ families }: DefinitionReport): FamilyReport {
  return families[0] as FamilyReport;
}

it("says what a script defines that is not deployed, and what differs in which way", async () => {
  const report = await compare(file("init.sql", initScript));
  expect(first(report)).toMatchObject({ name: "init", leftOut: [] });
  expect(first(report).inDatabase).toEqual({
    notDeployed: ["public.planned"],
    alike: 1,
    others: { notDeployed: [], different: [] },
    different: [
      {
        name: "public.users",
        differences: [
          { aspect: "type", name: "email", wanted: "text", found: "character varying(255)" },
          { aspect: "not null", name: "email", wanted: "NOT NULL", found: "nullable" },
          { aspect: "column", name: "bio", wanted: "text", found: null },
          { aspect: "index", name: "by_email", wanted: null, found: "btree (email)" },
        ],
      },
    ],
  });
  expect(report.database).toEqual({
    ledgers: [],
    notDefined: ["public.Mood", "public.strangers"],
  });
  expect(first(report).files[0]?.inDatabase).toEqual({ defined: 3, deployed: 2 });
});

it("takes a Prisma schema of an old service, with its enum types", async () => {
  const report = await compare(file("old.prisma", prismaSchema));
  expect(first(report).leftOut).toEqual([]);
  expect(first(report).inDatabase).toEqual({
    notDeployed: ["analytics.boosts"],
    alike: 0,
    others: { notDeployed: [], different: [] },
    different: [
      {
        name: "public.Mood",
        differences: [{ aspect: "words", name: "Mood", wanted: "GOOD, BAD", found: "GOOD" }],
      },
    ],
  });
  expect(report.database?.notDefined).toEqual([
    "public.Order-Items",
    "public.strangers",
    "public.users",
  ]);
});

it("names what several families leave out only when none of them has it", async () => {
  const strangers = file("strangers.sql", "CREATE TABLE public.strangers (id int PRIMARY KEY)");
  const { database } = await compare(file("init.sql", initScript), strangers);
  expect(database?.notDefined).toEqual(["public.Mood"]);
});

it("compares a table that a family cannot make with the deployed one, as it is wanted", async () => {
  const script = `CREATE TABLE public.users (id uuid PRIMARY KEY, boss int REFERENCES public.nobody (id));
    CREATE TABLE public.gone (id public.no_such_type)`;
  const report = await compare(file("failing.sql", script));
  expect(first(report).tables).toEqual({ loads: 0, defined: 2 });
  expect(first(report).inDatabase?.notDeployed).toEqual(["public.gone"]);
  expect(first(report).inDatabase?.different[0]?.differences).toContainEqual({
    aspect: "column",
    name: "boss",
    wanted: "integer",
    found: null,
  });
  // It counts as deployed by its name, though the file makes it nowhere.
  expect(first(report).files[0]?.inDatabase).toEqual({ defined: 2, deployed: 1 });
});

it("compares views, functions, triggers and policies by name and text", async () => {
  const of = (body: string): string => `
    CREATE VIEW public.seen AS SELECT id FROM public.strangers;
    CREATE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT ${body}';
    CREATE FUNCTION public.only_${body}(n int) RETURNS int LANGUAGE sql AS 'SELECT 1';`;
  const client = await connectOnce(database.url);
  try {
    await client.query(of("1"));
    const script = `CREATE TABLE public.strangers (id int PRIMARY KEY); ${of("2")}; CREATE VIEW public.broken AS SELECT nonsense;
      CREATE POLICY only_mine ON public.strangers USING (true)`;
    const report = await compare(file("others.sql", script));
    expect(first(report).inDatabase?.others).toEqual({
      notDeployed: [
        "function public.only_2(integer)",
        "policy only_mine on public.strangers",
        "view public.broken",
      ],
      different: ["function public.one()"],
    });
    expect(report.database?.notDefined).toContain("function public.only_1(integer)");
    expect(report.database?.notDefined).not.toContain("view public.seen");
  } finally {
    await client.query("DROP VIEW public.seen; DROP FUNCTION public.one(), public.only_1(int)");
    await client.end();
  }
});

it("goes on after what the server or Prisma refuses, and says why in lines that fit", async () => {
  mkdirSync(join(folder, "broken"));
  file("broken/01.sql", "CREATE TABLE public.half (id int); SELECT nonsense");
  file("broken/02.sql", "CREATE TABLE public.whole (id int)");
  const report = await compare(join(folder, "broken"), file("wrong.prisma", "model Nothing { }"));
  expect(first(report).files[0]?.failed).toEqual([
    { line: 1, statement: "select", sqlstate: "42703", reason: 'column "nonsense" does not exist' },
  ]);
  expect(first(report).inDatabase?.notDeployed).toEqual(["public.half", "public.whole"]);
  expect(report.families[1]?.leftOut).toEqual([
    { file: "wrong.prisma", reason: expect.stringContaining("Nothing") },
  ]);
  const lines = describeDefinitions(report).split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.filter((line) => line.startsWith("  not loaded wrong.prisma: "))).toHaveLength(1);
});

it("tells which files a ledger has, and loads them in its order", async () => {
  const ledger = `CREATE TABLE public.schema_migrations (version text PRIMARY KEY);
    INSERT INTO public.schema_migrations VALUES ('1'), ('3'), ('77')`;
  const client = await connectOnce(database.url);
  await client.query(ledger);
  try {
    mkdirSync(join(folder, "applied"));
    file("applied/01_one.sql", "CREATE TABLE public.one (id int)");
    file("applied/02_two.sql", "CREATE TABLE public.two (id int)");
    file("applied/003_three.sql", "CREATE TABLE public.strangers (id int)");
    const report = await compare(join(folder, "applied"));
    expect(first(report).order).toBe("order of the ledger public.schema_migrations");
    expect(first(report).files).toMatchObject([
      { file: "01_one.sql", inLedger: true, inDatabase: { defined: 1, deployed: 0 } },
      { file: "003_three.sql", inLedger: true, inDatabase: { defined: 1, deployed: 1 } },
      { file: "02_two.sql", inLedger: false },
    ]);
    expect(report.database?.ledgers).toEqual([
      {
        table: "public.schema_migrations",
        tool: "Rails, dbmate or golang-migrate",
        entries: 3,
        files: { applied: 2, of: 3 },
        others: ["77"],
      },
    ]);
    expect(report.database?.notDefined).not.toContain("public.schema_migrations");
  } finally {
    await client.query("DROP TABLE public.schema_migrations").finally(() => client.end());
  }
});

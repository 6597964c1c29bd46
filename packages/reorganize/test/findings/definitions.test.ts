import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readCatalogAt } from "../../src/catalog/with-target.js";
import { describeDefinition } from "../../src/cli/describe-inventory.js";
import {
  compareDefinitions,
  type DefinitionReport,
} from "../../src/findings/definition/compare-definitions.js";

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
  return compareDefinitions(database.url, paths, await readCatalogAt(database.url));
}

it("says what a script defines that is not deployed, and what differs in which way", async () => {
  const { definitions, notDefined } = await compare(file("init.sql", initScript));
  const [definition] = definitions;
  expect(definition).toMatchObject({ refused: [], notDeployed: ["public.planned"], alike: 1 });
  expect(definition?.different).toEqual([
    {
      name: "public.users",
      differences: [
        { aspect: "type", name: "email", wanted: "text", found: "character varying(255)" },
        { aspect: "not null", name: "email", wanted: "NOT NULL", found: "nullable" },
        { aspect: "column", name: "bio", wanted: "text", found: null },
        { aspect: "index", name: "by_email", wanted: null, found: "btree (email)" },
      ],
    },
  ]);
  expect(notDefined).toEqual(["public.Mood", "public.strangers"]);
});

it("takes a Prisma schema of an old service, with its enum types", async () => {
  const { definitions, notDefined } = await compare(file("old.prisma", prismaSchema));
  expect(definitions[0]).toMatchObject({
    refused: [],
    notDeployed: ["analytics.boosts"],
    different: [
      {
        name: "public.Mood",
        differences: [{ aspect: "words", name: "Mood", wanted: "GOOD, BAD", found: "GOOD" }],
      },
    ],
  });
  expect(notDefined).toEqual(["public.Order-Items", "public.strangers", "public.users"]);
});

it("takes a folder of scripts as one definition, in the order of their names", async () => {
  mkdirSync(join(folder, "scripts"));
  file("scripts/02-more.sql", "ALTER TABLE public.strangers ADD note text");
  file("scripts/01-first.sql", "CREATE TABLE public.strangers (id int PRIMARY KEY)");
  const { definitions } = await compare(join(folder, "scripts"));
  expect(definitions[0]).toMatchObject({ refused: [], notDeployed: [] });
  expect(definitions[0]?.different.map(({ name }) => name)).toEqual(["public.strangers"]);
});

it("names what several definitions leave out only when none of them has it", async () => {
  const strangers = file("strangers.sql", "CREATE TABLE public.strangers (id int PRIMARY KEY)");
  const { notDefined } = await compare(file("init.sql", initScript), strangers);
  expect(notDefined).toEqual(["public.Mood"]);
});

it("goes on after a file that the server or Prisma refuses, and says why", async () => {
  mkdirSync(join(folder, "broken"));
  file("broken/01.sql", "CREATE TABLE public.half (id int); SELECT nonsense");
  file("broken/02.sql", "CREATE TABLE public.whole (id int)");
  const { definitions } = await compare(
    join(folder, "broken"),
    file("broken.prisma", "model Nothing { }"),
  );
  expect(definitions[0]?.refused).toEqual([
    { file: join(folder, "broken/01.sql"), reason: 'column "nonsense" does not exist' },
  ]);
  expect(definitions[0]?.notDeployed).toEqual(["public.whole"]);
  const [first = "", second = ""] = definitions.map(describeDefinition);
  expect(first.replaceAll(/\s+/g, " ")).toContain('column "nonsense" does not exist');
  expect([...first.split("\n"), ...second.split("\n")].filter((line) => line.length > 80)).toEqual(
    [],
  );
  expect(definitions[1]?.refused).toEqual([
    { file: join(folder, "broken.prisma"), reason: expect.stringContaining("Nothing") },
  ]);
});

it("refuses a path that holds no definition", async () => {
  await expect(compare(join(folder, "nowhere.sql"))).rejects.toThrow("There is no ");
  await expect(compare(file("notes.txt", ""))).rejects.toThrow("is no definition");
});

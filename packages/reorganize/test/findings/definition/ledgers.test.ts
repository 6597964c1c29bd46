import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import {
  type Ledger,
  namesFile,
  readLedgers,
} from "../../../src/findings/definition/compare/ledgers.js";
import { reading } from "../../../src/session/read-only.js";

it.each([
  ["a file", "001_users.sql", "001_users.sql"],
  ["a file in a folder", "db/001_users.sql", "migrations/001_users.sql"],
  ["a file without its ending", "001_users", "001_users.sql"],
  ["a file of another language", "001_users.js", "001_users.sql"],
  ["half of a pair", "001_users", "001_users.up.sql"],
  ["a folder", "20240101_users", "20240101_users/migration.sql"],
  ["a number", "1", "001_users.sql"],
  ["a number with zeros", "0012", "12-more.sql"],
  ["a version", "7", "V7__more.sql"],
])("takes an entry for %s", (_, entry, file) => {
  expect(namesFile(entry, file)).toBe(true);
});

it.each([
  ["another number", "1", "010_users.sql"],
  ["another name", "users", "001_users.sql"],
  ["another folder", "20240102_users", "20240101_users/migration.sql"],
])("does not take an entry for %s", (_, entry, file) => {
  expect(namesFile(entry, file)).toBe(false);
});

const tables = `
  CREATE TABLE public._prisma_migrations (migration_name text, started_at timestamptz, finished_at timestamptz, rolled_back_at timestamptz);
  INSERT INTO public._prisma_migrations VALUES ('2_b', '2024-01-02', now(), NULL), ('1_a', '2024-01-01', now(), NULL),
    ('3_c', '2024-01-03', NULL, NULL), ('4_d', '2024-01-04', now(), now());
  CREATE TABLE public.flyway_schema_history (installed_rank int, script text, success bool);
  INSERT INTO public.flyway_schema_history VALUES (2, 'V1__a.sql', true), (1, 'V2__b.sql', true), (3, 'V3__c.sql', false);
  CREATE TABLE public."__EFMigrationsHistory" ("MigrationId" text);
  CREATE TABLE public.knex_migrations (id int, label text);
  CREATE SCHEMA ops;
  CREATE TABLE ops.applied_scripts (filename text, applied_at timestamp);
  INSERT INTO ops.applied_scripts VALUES ('b.sql', '2024-01-02'), ('a.sql', '2024-01-01');
  CREATE TABLE ops.migration_of_birds (name text);
  INSERT INTO ops.migration_of_birds VALUES ('stork');
  CREATE TABLE ops.bird_migration (weight int)`;

it("knows ledgers of tools by name and columns, and others by the files that they name", async () => {
  const database = await createEmptyDatabase("ledgers");
  try {
    const client = await connectOnce(database.url);
    await client.query(tables).finally(() => client.end());
    const ledgers = await reading(database.url, (reader) => readLedgers(reader, ["a.sql"]));
    expect(ledgers).toEqual<Ledger[]>([
      { table: "ops.applied_scripts", tool: null, entries: ["a.sql", "b.sql"] },
      { table: "public.__EFMigrationsHistory", tool: "Entity Framework", entries: [] },
      { table: "public._prisma_migrations", tool: "Prisma Migrate", entries: ["1_a", "2_b"] },
      {
        table: "public.flyway_schema_history",
        tool: "Flyway",
        entries: ["V2__b.sql", "V1__a.sql"],
      },
    ]);
  } finally {
    await database.drop();
  }
});

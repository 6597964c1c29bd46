import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fingerprintSchema } from "../../../src/catalog/observer/fingerprint.js";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await createEmptyDatabase("fingerprint");
  await run(`
    CREATE TYPE public.mood AS ENUM ('sad');
    CREATE TABLE public.tasks (id int PRIMARY KEY, name text, mood public.mood);
    CREATE VIEW public.names AS SELECT name FROM public.tasks;
    CREATE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE PUBLICATION changes`);
});
afterAll(() => database.drop());

async function run(sql: string): Promise<void> {
  const client = await connectOnce(database.url);
  await client.query(sql).finally(() => client.end());
}

it.each([
  "ALTER TABLE public.tasks ADD COLUMN due date",
  "ALTER TABLE public.tasks RENAME COLUMN mood TO feeling",
  "ALTER TABLE public.tasks ALTER COLUMN name SET DEFAULT 'none'",
  "ALTER TABLE public.tasks ADD CONSTRAINT tasks_name_check CHECK (name <> '')",
  "CREATE INDEX tasks_name_idx ON public.tasks (name)",
  "ALTER TYPE public.mood ADD VALUE 'glad'",
  "CREATE OR REPLACE VIEW public.names AS SELECT upper(name) AS name FROM public.tasks",
  "CREATE OR REPLACE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 2'",
  "CREATE TRIGGER nothing BEFORE INSERT ON public.tasks FOR EACH ROW EXECUTE FUNCTION public.nothing()",
  "ALTER PUBLICATION changes ADD TABLE public.tasks",
  "GRANT SELECT ON public.tasks TO pg_monitor",
  "ALTER TABLE public.tasks OWNER TO pg_monitor",
  "COMMENT ON TABLE public.tasks IS 'to do'",
  "CREATE SCHEMA elsewhere",
  "CREATE EXTENSION pgcrypto",
])("changes with: %s", async (sql) => {
  const before = await fingerprintSchema(database.url);
  await run(sql);
  expect(await fingerprintSchema(database.url)).not.toBe(before);
});

it.each([
  "INSERT INTO public.tasks SELECT n FROM generate_series(1, 100) AS n",
  "VACUUM ANALYZE public.tasks",
  "REINDEX TABLE public.tasks",
  "CREATE SCHEMA _reorganize; CREATE TABLE _reorganize.journal (step text); GRANT USAGE ON SCHEMA _reorganize TO pg_monitor",
])("stays the same with: %s", async (sql) => {
  const before = await fingerprintSchema(database.url);
  await run(sql);
  expect(await fingerprintSchema(database)).toBe(before);
});

it("is the same again once a change is taken back", async () => {
  const before = await fingerprintSchema(database.url);
  await run("ALTER TABLE public.tasks RENAME TO jobs");
  await run("ALTER TABLE public.jobs RENAME TO tasks");
  expect(await fingerprintSchema(database.url)).toBe(before);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
});

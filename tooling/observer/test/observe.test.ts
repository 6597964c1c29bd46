import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { observe, observedDifferences, type Reader, readStamp } from "../src/index.js";

let database: EmptyDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createEmptyDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`SET search_path = '';
    CREATE TABLE public.items (id int PRIMARY KEY, note text);
    CREATE SCHEMA "My Ledger"; CREATE TABLE "My Ledger".steps (id int);
    COMMENT ON COLUMN "My Ledger".steps.id IS 'one';`);
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const reader: Reader = { query: async (sql) => (await client.query(sql)).rows };

/** What is different after the statements, which are undone. */
async function after(sql: string, hidden: readonly string[] = []) {
  const before = await observe(reader, { hidden });
  await client.query(`BEGIN; ${sql}`);
  try {
    return observedDifferences(before, await observe(reader, { hidden }));
  } finally {
    await client.query("ROLLBACK");
  }
}

test("what was made, dropped and changed is told by the names of the server", async () => {
  const differences = await after(`
    CREATE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
    ALTER TABLE public.items DROP CONSTRAINT items_pkey;
    ALTER TABLE public.items ALTER note SET NOT NULL;`);
  const told = differences.map(({ name, how }) => `${how} ${name}`);
  expect(told).toContain("unexpected function public.one()");
  expect(told).toContain("missing table constraint items_pkey on public.items");
  expect(told).toContain("changed column public.items.note");
});

test("what lies in a hidden schema is not observed, however its name is written", async () => {
  const change = `COMMENT ON COLUMN "My Ledger".steps.id IS 'two';
    ALTER TABLE "My Ledger".steps ADD note text; CREATE TABLE "My Ledger".more (id int);`;
  expect(await after(change, ["My Ledger"])).toEqual([]);
  expect(await after(change)).not.toEqual([]);
});

test("columns that stand by number in a rule or a publication are told by name", async () => {
  const make = `CREATE TABLE public.parts (id int, item int, FOREIGN KEY (item) REFERENCES public.items ON DELETE SET NULL (item));
    CREATE PUBLICATION "some" FOR TABLE public.parts (id, item);`;
  const before = `${make} ALTER TABLE public.parts ADD extra int;`;
  await client.query(`BEGIN; ${before}`);
  const wanted = await observe(reader);
  await client.query(
    `ROLLBACK; BEGIN; ${make.replace("id int, item int", "extra int, item int, id int")}`,
  );
  const found = await observe(reader);
  await client.query("ROLLBACK");
  expect(observedDifferences(wanted, found)).toEqual([]);
});

test("the stamp is another one after any change, and the same after none", async () => {
  const before = await readStamp(reader);
  await client.query("INSERT INTO public.items VALUES (1, 'one'); DELETE FROM public.items");
  expect(await readStamp(reader)).toBe(before);
  for (const change of [
    "COMMENT ON TABLE public.items IS 'new'",
    "GRANT SELECT (note) ON public.items TO PUBLIC",
    "ALTER TABLE public.items ALTER note SET DEFAULT 'new'",
    "CREATE ROLE stamped_by_observer",
  ]) {
    await client.query(`BEGIN; ${change}`);
    expect(await readStamp(reader).finally(() => client.query("ROLLBACK"))).not.toBe(before);
  }
});

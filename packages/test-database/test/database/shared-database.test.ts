import pg from "pg";
import { expect, test } from "vitest";
import { createCopy } from "../../src/index.js";

test("what a run shares is built once, however many ask at a time, and each gets a copy of it", async () => {
  let built = 0;
  const build = async (url: string): Promise<void> => {
    built += 1;
    await run(url, "CREATE TABLE public.notes AS SELECT 'first' AS text");
  };
  const copies = await Promise.all([1, 2, 3].map(() => createCopy("notes", build)));
  expect(built).toBe(1);
  const [one, other] = copies.map(({ url }) => url) as [string, string];
  await run(one, "UPDATE public.notes SET text = 'changed'");
  expect(await run(other, "TABLE public.notes")).toEqual([{ text: "first" }]);
  await Promise.all(copies.map(({ drop }) => drop()));
});

test("one that cannot be built is not shared, and the next who asks builds it", async () => {
  const failing = createCopy("fragile", (url) => run(url, "SELECT 1 / 0").then(() => {}));
  await expect(failing).rejects.toThrow("division by zero");
  const copy = await createCopy("fragile", (url) => run(url, "CREATE TABLE t ()").then(() => {}));
  expect(await run(copy.url, "TABLE t")).toEqual([]);
  await copy.drop();
});

test("a copy has the rights that were given on the database itself", async () => {
  const change = `DO $$ BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO pg_monitor', current_database());
  END $$`;
  const copy = await createCopy("rights", (url) => run(url, change).then(() => {}));
  const rights = `SELECT has_database_privilege('pg_monitor', current_database(), 'CREATE') AS made,
                         has_database_privilege('pg_monitor', current_database(), 'TEMPORARY') AS temporary`;
  expect(await run(copy.url, rights)).toEqual([{ made: true, temporary: false }]);
  await copy.drop();
});

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

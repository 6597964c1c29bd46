import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import type pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { countRows } from "../../src/findings/count-rows.js";
import { queryable } from "../../src/session/queryable.js";

let database: EmptyDatabase;
let client: pg.Client;
beforeEach(async () => {
  database = await createEmptyDatabase("count-rows");
  client = await connectOnce(database.url);
  await client.query(`
    CREATE TABLE public."Order-Items" (id int);
    INSERT INTO public."Order-Items" SELECT generate_series(1, 3);
    BEGIN`);
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

async function countAll(): Promise<unknown> {
  const { tables } = await readCatalog(queryable(client));
  return [...(await countRows(queryable(client), [...tables.values()]))];
}

const believe = (rows: number) =>
  client.query("UPDATE pg_catalog.pg_class SET reltuples = $1 WHERE relname = 'Order-Items'", [
    rows,
  ]);

it("counts, whatever the statistics say of few rows", async () => {
  await believe(900_000);
  expect(await countAll()).toEqual([["public.Order-Items", { rows: 3, exact: true }]]);
});

it("believes the statistics from a million rows on, and says so", async () => {
  await believe(2_000_000);
  expect(await countAll()).toEqual([["public.Order-Items", { rows: 2_000_000, exact: false }]]);
});

it("says what it estimates of a table that the login may not read", async () => {
  await believe(7);
  await client.query("SET LOCAL ROLE pg_read_all_settings");
  expect(await countAll()).toEqual([["public.Order-Items", { rows: 7, exact: false }]]);
});

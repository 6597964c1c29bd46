import { connectOnce } from "@deepiri/database";
import { readStatements, type Statement } from "@deepiri/sql";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clearAfterCutOff } from "../../src/apply/cut-off.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
let client: pg.Client;
beforeAll(async () => {
  client = await connectOnce(database.url);
  await client.query(`
    CREATE TABLE public."Order-Items" (id int, day int);
    CREATE INDEX whole_idx ON public."Order-Items" (id);
    CREATE INDEX "half idx" ON public."Order-Items" (day);
    CREATE INDEX whole_idx_ccnew ON public."Order-Items" (id);
    UPDATE pg_index SET indisvalid = false
     WHERE indexrelid IN ('"half idx"'::regclass, 'whole_idx_ccnew'::regclass);
    CREATE TABLE public.days (day int) PARTITION BY LIST (day);
    CREATE TABLE public.monday PARTITION OF public.days FOR VALUES IN (1)`);
});
afterAll(() => client.end());

async function clear(sql: string, mayBeDone: boolean): Promise<boolean> {
  const [statement] = await readStatements(sql);
  return clearAfterCutOff(client, statement as Statement, mayBeDone);
}

const indexes = async () =>
  (
    await database.query<{ name: string }>(
      `SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indrelid = '"Order-Items"'::regclass ORDER BY 1`,
    )
  ).map(({ name }) => name);

test("what REINDEX CONCURRENTLY builds beside the old index is dropped, and nothing else that is not valid", async () => {
  expect(await clear("REINDEX INDEX CONCURRENTLY whole_idx", true)).toBe(false);
  expect(await indexes()).toEqual(['"half idx"', "whole_idx"]);
});

test("a half-built index is dropped, by the name in the statement, and has to be built again", async () => {
  const build = 'CREATE INDEX CONCURRENTLY "half idx" ON public."Order-Items" (day)';
  expect(await clear(build, true)).toBe(false);
  expect(await indexes()).toEqual(["whole_idx"]);
});

test("an index that is there whole is done only where the statement may have ended unseen", async () => {
  const build = 'CREATE INDEX CONCURRENTLY whole_idx ON "Order-Items" (id)';
  expect(await clear(build, false)).toBe(false);
  expect(await clear(build, true)).toBe(true);
  expect(await indexes()).toEqual(["whole_idx"]);
});

test("an index that is gone is dropped, where the statement may have ended unseen", async () => {
  expect(await clear("DROP INDEX CONCURRENTLY public.gone_idx", true)).toBe(true);
  expect(await clear("DROP INDEX CONCURRENTLY public.gone_idx", false)).toBe(false);
  expect(await clear("DROP INDEX CONCURRENTLY public.whole_idx", true)).toBe(false);
});

test("a partition that is half detached is detached", async () => {
  const detach = "ALTER TABLE public.days DETACH PARTITION public.monday CONCURRENTLY";
  expect(await clear(detach, true)).toBe(false);
  const report = await connectOnce(database.url);
  await report.query("BEGIN; SELECT FROM public.days");
  await client.query("SET lock_timeout = '100ms'");
  await expect(client.query(detach)).rejects.toThrow("lock timeout");
  await report.end();
  await client.query("SET lock_timeout = 0");
  expect(await clear(detach, false)).toBe(true);
  expect(await database.query("SELECT FROM pg_inherits")).toEqual([]);
  expect(await clear(detach, true)).toBe(true);
  expect(await clear(detach, false)).toBe(false);
});

import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { expect, it } from "vitest";
import { observe } from "../../../src/catalog/observer/observe.js";
import { readCatalog } from "../../../src/catalog/read-catalog.js";
import { readCatalogAt } from "../../../src/catalog/with-target.js";
import type { Source } from "../../../src/plan/plan.js";
import { accountFor } from "../../../src/planner/accounting/account-for.js";
import { withGround } from "../../fixture/apply-plan.js";

const functions = `
  CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`;
const source = `${functions}
  CREATE TABLE public."Order-Items" (id int PRIMARY KEY, "Due Date" text, note text);
  ALTER TABLE public."Order-Items" ALTER "Due Date" SET STATISTICS 500, ALTER note SET STORAGE EXTERNAL;
  CREATE TRIGGER noted AFTER INSERT ON public."Order-Items" FOR EACH ROW EXECUTE FUNCTION public.note();
  CREATE POLICY mine ON public."Order-Items" USING (id > 0);
  CREATE RULE quiet AS ON DELETE TO public."Order-Items" DO ALSO NOTHING;
  CREATE STATISTICS public.together ON "Due Date", note FROM public."Order-Items";
  CREATE INDEX "by note" ON public."Order-Items" (note);
  CREATE TEXT SEARCH CONFIGURATION public.plain (COPY = pg_catalog.simple);
  CREATE VIEW public.due WITH (security_barrier) AS SELECT id FROM public."Order-Items"`;
const target = `${functions} CREATE SCHEMA shop;
  CREATE TABLE shop.items (id int PRIMARY KEY, due_date text, note text)`;

/** What is told of these statements, done to the source in the place of steps. */
async function told(sql: string, sources: Partial<Source>[] = [{ to: "shop.items" }]) {
  return withGround(target, ({ url }) =>
    withGround(source, async ({ session }) => {
      const before = { objects: await observe(session), catalog: await readCatalog(session) };
      await session.query(sql);
      return accountFor(
        before,
        { objects: await observe(session), catalog: await readCatalog(session) },
        {
          url,
          catalog: await readCatalogAt(url),
          owners: new Map(),
          database: findDatabase(readWorkspace(import.meta.dirname)),
        },
        sources.map((one) => ({
          from: "public.Order-Items",
          columns: { "Due Date": "due_date" },
          merged: false,
          rows: 0,
          ...one,
        })),
      );
    }),
  );
}

const move = `CREATE SCHEMA shop; ALTER TABLE public."Order-Items" SET SCHEMA shop;
  ALTER TABLE shop."Order-Items" RENAME TO items; ALTER TABLE shop.items RENAME "Due Date" TO due_date;`;

it("has nothing to tell of a table that moves: everything goes with it", async () => {
  expect(await told(move)).toEqual([]);
});

it("has nothing to tell of what is made again the same, nor of what is as the target has it", async () => {
  const again = `${move} DROP STATISTICS public.together;
    ALTER TABLE shop.items ADD other text; ALTER TABLE shop.items ALTER other SET STATISTICS 500;
    ALTER TABLE shop.items DROP due_date; ALTER TABLE shop.items RENAME other TO due_date;
    CREATE STATISTICS public.together ON due_date, note FROM shop.items;
    ALTER TABLE shop.items ALTER note SET STORAGE EXTENDED`;
  expect(await told(again)).toEqual([]);
});

it("has nothing to tell of a trigger that only spares what is projected until finalize", async () => {
  const guarded = (fires: string): string => `${move} CREATE SCHEMA _reorganize;
    CREATE FUNCTION _reorganize.is_projecting() RETURNS boolean LANGUAGE sql RETURN false;
    CREATE OR REPLACE TRIGGER noted ${fires} ON shop.items FOR EACH ROW
      WHEN (NOT _reorganize.is_projecting()) EXECUTE FUNCTION public.note()`;
  expect(await told(guarded("AFTER INSERT"))).toEqual([]);
  expect(await told(guarded("BEFORE INSERT"))).toMatchObject([{ code: "settings changed" }]);
});

it("tells settings that are lost when a column is made again", async () => {
  const lost = `${move} DROP STATISTICS public.together; ALTER TABLE shop.items ADD other text;
    ALTER TABLE shop.items DROP due_date; ALTER TABLE shop.items RENAME other TO due_date;
    CREATE STATISTICS public.together ON due_date, note FROM shop.items;
    ALTER TRIGGER noted ON shop.items RENAME TO noted2; ALTER TABLE shop.items DISABLE TRIGGER noted2`;
  expect(await told(lost)).toEqual([
    {
      code: "settings changed",
      settings: ["tgenabled"],
      objects: ['trigger noted on public."Order-Items"'],
    },
  ]);
});

it("tells everything that hangs on a table which is parked, whatever kind of thing it is", async () => {
  const parked = `CREATE SCHEMA _reorganize; ALTER TABLE public."Order-Items" SET SCHEMA _reorganize;
    CREATE SCHEMA shop; CREATE TABLE shop.items (id int PRIMARY KEY, due_date text, note text)`;
  const changes = await told(parked, [{ to: "shop.items", merged: true }]);
  expect(changes.flatMap(({ objects }) => objects).sort()).toEqual([
    'policy mine on public."Order-Items"',
    'rule quiet on public."Order-Items"',
    'trigger noted on public."Order-Items"',
  ]);
});

it("tells what is dropped beside tables, also of a kind that no step knows", async () => {
  const dropped = `${move} DROP TEXT SEARCH CONFIGURATION public.plain; DROP VIEW public.due;
    CREATE VIEW public.due AS SELECT id FROM shop.items`;
  expect(await told(dropped)).toEqual([
    { code: "settings changed", settings: ["reloptions"], objects: ["view public.due"] },
    { code: "objects dropped", objects: ["text search configuration public.plain"] },
  ]);
});

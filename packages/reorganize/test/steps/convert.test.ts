import type pg from "pg";
import { describe, expect, it } from "vitest";
import { applySteps } from "../../src/executor/apply-steps.js";
import { undoSteps } from "../../src/executor/undo-steps.js";
import type { Conversion } from "../../src/steps/convert/conversion.js";
import { planConversion } from "../../src/steps/convert/convert.js";
import { begin, leavings, shapeOf, withBench } from "./convert-bench.js";

type Case = Omit<Conversion, "table" | "dependents"> & {
  readonly what: string;
  readonly name: string;
  readonly sql: string;
};

const words = "CREATE TYPE public.\"State\" AS ENUM ('todo', 'in progress', 'done');";

const cases: Case[] = [
  {
    what: "a checked word to an enum type, with unique, partial and constraint indexes",
    name: "public.tasks",
    sql: `${words} CREATE TABLE public.tasks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), title text NOT NULL, place int,
        status varchar(50) NOT NULL DEFAULT 'todo' CHECK (status IN ('todo', 'in progress', 'done')),
        CONSTRAINT tasks_title_status_key UNIQUE (title, status) DEFERRABLE INITIALLY DEFERRED);
      CREATE INDEX idx_tasks_status ON public.tasks (status);
      CREATE UNIQUE INDEX idx_tasks_place ON public.tasks (status DESC NULLS LAST, place) INCLUDE (title) WHERE place > 0;
      INSERT INTO public.tasks (title, place, status)
        SELECT n::text, n, (ARRAY['todo', 'in progress', 'done'])[n % 3 + 1] FROM generate_series(1, 3000) AS n`,
    column: "status",
    to: 'public."State"',
    defaultAfter: "'todo'::public.\"State\"",
    forward: (column) => `${column}::text::public."State"`,
    back: (column) => `${column}::text::varchar(50)`,
    keptChecks: ["tasks_status_check"],
  },
  {
    what: "text to a bounded varchar, with an expression index and nulls",
    name: "public.notes",
    sql: `CREATE TABLE public.notes (id bigint PRIMARY KEY, label text, owner int NOT NULL);
      CREATE INDEX notes_label_idx ON public.notes (lower(label), owner) WHERE label IS NOT NULL;
      INSERT INTO public.notes SELECT n, CASE WHEN n % 4 > 0 THEN 'Label ' || n END, n FROM generate_series(1, 3000) AS n`,
    column: "label",
    to: "character varying(40)",
    defaultAfter: null,
    forward: (column) => `${column}::varchar(40)`,
    back: (column) => `${column}::text`,
  },
  {
    what: "an instant to a UTC timestamp, with a rule between two columns",
    name: "public.seasons",
    sql: `CREATE TABLE public.seasons (id int PRIMARY KEY, "from" timestamptz NOT NULL DEFAULT now(), until timestamptz,
        CONSTRAINT seasons_span CHECK (until > "from"));
      CREATE INDEX seasons_from_idx ON public.seasons ("from" DESC, until);
      INSERT INTO public.seasons SELECT n, '2026-01-01Z'::timestamptz + n * interval '1 hour' FROM generate_series(1, 500) AS n`,
    column: "from",
    to: "timestamp without time zone",
    defaultAfter: "now()",
    forward: (column) => `(${column} AT TIME ZONE 'UTC')`,
    back: (column) => `(${column} AT TIME ZONE 'UTC')`,
    keptChecks: ["seasons_span"],
  },
  {
    what: "a number that is part of the primary key",
    name: "public.counts",
    sql: `CREATE TABLE public.counts (place text, n int, PRIMARY KEY (place, n), UNIQUE (n));
      INSERT INTO public.counts SELECT 'p' || n % 7, n FROM generate_series(1, 3000) AS n`,
    column: "n",
    to: "bigint",
    defaultAfter: null,
    forward: (column) => `${column}::bigint`,
    back: (column) => `${column}::int`,
  },
  {
    what: "odd and long names, in a schema of their own",
    name: "Odd Schema.Order-Items",
    sql: `CREATE SCHEMA "Odd Schema"; CREATE TABLE "Odd Schema"."Order-Items" (
        "The ""Id""" int PRIMARY KEY,
        "Lease Status, as it was written long before anybody counted it" varchar(20) DEFAULT 'it''s');
      CREATE INDEX "Index with a name so long that nothing more fits behind its end" ON "Odd Schema"."Order-Items"
        ("Lease Status, as it was written long before anybody counted it") WHERE "The ""Id""" > 5;
      INSERT INTO "Odd Schema"."Order-Items" SELECT n FROM generate_series(1, 100) AS n`,
    column: "Lease Status, as it was written long before anybody counted it",
    to: "character(8)",
    defaultAfter: "'it''s'::bpchar",
    forward: (column) => `${column}::character(8)`,
    back: (column) => `${column}::varchar(20)`,
  },
  {
    what: "text to json, which knows no equality",
    name: "public.documents",
    sql: `CREATE TABLE public.documents (id int PRIMARY KEY, body text NOT NULL);
      INSERT INTO public.documents SELECT n, '{"n": ' || n || '}' FROM generate_series(1, 100) AS n`,
    column: "body",
    to: "json",
    defaultAfter: null,
    forward: (column) => `${column}::json`,
    back: (column) => `${column}::text`,
  },
];

describe.each(cases)("converts $what", ({ sql, name, ...rest }) => {
  it("to what a plain ALTER TABLE makes of it, and back to what it was", async () => {
    await withBench(sql, async ({ session, program, table }) => {
      const before = await table(name);
      const content = await contentOf(program, name);
      const altered = await shapeAltered(sql, name, rest);
      const steps = planConversion({ ...rest, table: before, dependents: [] });
      const plan = await begin(session, steps);

      await applySteps(session, plan, { batchSize: 400 });
      expect(shapeOf(await table(name))).toEqual(altered);
      expect(await leavings(program)).toEqual([]);

      await undoSteps(session, plan, { batchSize: 400 });
      expect(shapeOf(await table(name))).toEqual(shapeOf(before));
      expect(await contentOf(program, name)).toEqual(content);
      expect(await leavings(program)).toEqual([]);

      await applySteps(session, plan);
      expect(shapeOf(await table(name))).toEqual(altered);
    });
  });
});

async function shapeAltered(
  sql: string,
  name: string,
  { column, to, ...rest }: Omit<Case, "sql" | "name">,
) {
  let shape: unknown;
  await withBench(sql, async ({ program, table }) => {
    const alter = `ALTER TABLE ${quoted(name)} ALTER COLUMN ${quote(column)}`;
    await program.query(`SET TimeZone = 'UTC'; ${alter} DROP DEFAULT;
      ${alter} TYPE ${to} USING ${rest.forward(quote(column))};
      ${rest.defaultAfter === null ? "" : `${alter} SET DEFAULT ${rest.defaultAfter}`}`);
    shape = shapeOf(await table(name));
  });
  return shape;
}

async function contentOf(program: pg.Client, name: string) {
  const { rows } = await program.query(
    `SELECT pg_catalog.to_jsonb(t) AS row FROM ${quoted(name)} AS t ORDER BY pg_catalog.to_jsonb(t)`,
  );
  return rows;
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
const quoted = (name: string) => name.split(".").map(quote).join(".");

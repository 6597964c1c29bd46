import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase } from "@deepiri/test-database";
import type pg from "pg";
import { describe, expect, it } from "vitest";
import { readUserObjects, userObjectActions } from "../../src/catalog/delta/user-objects.js";
import { copySource } from "../../src/planner/copy-source.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { fingerprintRows } from "../fixture/fingerprint-rows.js";
import { messyNames } from "../fixture/messy-names.js";

describe.each(messyNames)("the copy of %s", (name) => {
  it("has every object of its source, columns in order, and rows whose keys all hold", () =>
    atMessyDatabase(name, (url) =>
      atCopy(url, 6, async (copy, source) => {
        expect(await differences(copy.url, url)).toEqual([]);
        expect(await columnsOf(copy.client)).toEqual(await columnsOf(source));
        await proveKeys(copy.client);
      }),
    ));
});

describe("a copy", () => {
  it("holds rows as they are, whatever their types, and leaves out what is computed", () =>
    atSource(odd, async (url) => {
      await atCopy(url, 1_000, async (copy, source) => {
        expect(await fingerprintRows(copy.client)).toEqual(await fingerprintRows(source));
        const { rows } = await copy.client.query(`SELECT nextval('odd."Order-No"') AS next`);
        expect(rows).toEqual([{ next: "42" }]);
      });
    }));

  it("keeps rules that old rows break, and the rows", () =>
    atSource(
      `CREATE TABLE public.words (id int PRIMARY KEY, word text);
       INSERT INTO public.words VALUES (1, 'wrong'), (2, 'right');
       ALTER TABLE public.words ADD CONSTRAINT words_check CHECK (word = 'right') NOT VALID;
       COMMENT ON CONSTRAINT words_check ON public.words IS 'since today'`,
      async (url) => {
        await atCopy(url, 10, async (copy) => {
          expect(await differences(copy.url, url)).toEqual([]);
          expect(await count(copy.client, "public.words")).toBe(2);
        });
      },
    ));

  it("takes the first and the last rows, and all that they lead to", () =>
    atSource(
      `CREATE TABLE public.nodes (id int PRIMARY KEY, parent int REFERENCES public.nodes);
       INSERT INTO public.nodes SELECT n, NULLIF(greatest(n - 10, 0), 0) FROM generate_series(1, 1000) AS n`,
      async (url) => {
        await atCopy(url, 4, async (copy) => {
          const { rows } = await copy.client.query("SELECT id FROM public.nodes ORDER BY id");
          const ids = rows.map(({ id }) => id);
          expect(ids.slice(0, 2)).toEqual([1, 2]);
          expect(ids.slice(-2)).toEqual([999, 1000]);
          // Both ends, and the two chains of parents that lead back from the last ones.
          expect(ids).toHaveLength(202);
        });
      },
    ));

  it("lets nobody in but its owner, since it holds rows", () =>
    atSource("CREATE TABLE public.secrets (id int)", async (url) => {
      await atCopy(url, 1, async ({ client }) => {
        const { rows } = await client.query(
          "SELECT pg_catalog.has_database_privilege('pg_monitor', current_database(), 'CONNECT') AS may",
        );
        expect(rows).toEqual([{ may: false }]);
      });
    }));

  it("has no part of an earlier reorganization", () =>
    atSource(
      "CREATE SCHEMA _reorganize; CREATE TABLE _reorganize.quarantine (id int)",
      async (url) => {
        await atCopy(url, 1, async ({ client }) => {
          const { rows } = await client.query("SELECT to_regnamespace('_reorganize') AS found");
          expect(rows).toEqual([{ found: null }]);
        });
      },
    ));
});

const odd = `
  CREATE SCHEMA odd;
  CREATE TYPE odd."Mood" AS ENUM ('so so', 'fine');
  CREATE TYPE odd.place AS (street text, "house no" int);
  CREATE DOMAIN odd.positive AS int CHECK (VALUE > 0);
  CREATE SEQUENCE odd."Order-No";
  SELECT setval('odd."Order-No"', 41);
  CREATE TABLE odd."Order-Items" (
    "Item Id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mood odd."Mood"[], at odd.place, size odd.positive, code char(5), flags bit(3), data bytea,
    document jsonb, amount numeric, ratio float8, day timestamptz, span interval, empty text,
    twice numeric GENERATED ALWAYS AS (amount * 2) STORED);
  INSERT INTO odd."Order-Items" (mood, at, size, code, flags, data, document, amount, ratio, day, span, empty) VALUES
    ('{so so,fine}', ROW('a "b", c', 7), 3, 'ab', B'101', '\\x00ff', '{"a": "\\u00e9\\n"}', 1.10, 0.1, '2026-01-01 12:00+02', '1 mon -2 days', ''),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'NaN', '-Infinity', 'infinity', NULL, NULL);
  CREATE TABLE odd.without_columns ()`;

interface Copy {
  readonly url: string;
  readonly client: pg.Client;
}

async function atCopy(
  url: string,
  size: number,
  body: (copy: Copy, source: pg.Client) => Promise<void>,
): Promise<void> {
  const database = await createEmptyDatabase("copy");
  const source = await connectOnce(url);
  try {
    await copySource(url, database.url, size);
    const client = await connectOnce(database.url);
    await body({ url: database.url, client }, source).finally(() => client.end());
  } finally {
    await source.end();
    await database.drop();
  }
}

async function atSource(sql: string, body: (url: string) => Promise<void>): Promise<void> {
  const database = await createEmptyDatabase("source");
  try {
    const client = await connectOnce(database.url);
    await client.query(sql).finally(() => client.end());
    await body(database.url);
  } finally {
    await database.drop();
  }
}

async function differences(copy: string, source: string): Promise<string[]> {
  const [one, other] = [await readUserObjects(copy), await readUserObjects(source)];
  return [...userObjectActions(one, other), ...userObjectActions(other, one)].map(({ sql }) => sql);
}

async function columnsOf(client: pg.Client): Promise<unknown[]> {
  const { rows } = await client.query(`
    SELECT attrelid::regclass::text AS table, string_agg(attname, ' ' ORDER BY attnum) AS columns
      FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
     WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'v', 'm')
       AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)' GROUP BY 1 ORDER BY 1`);
  return rows;
}

/** PostgreSQL looks at all rows when a key is made again. */
async function proveKeys(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(`
    SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
      FROM pg_catalog.pg_constraint WHERE contype = 'f' AND convalidated AND conparentid = 0`);
  for (const { table, name, definition } of rows)
    await client.query(
      `ALTER TABLE ${table} DROP CONSTRAINT ${name}, ADD CONSTRAINT ${name} ${definition}`,
    );
}

async function count(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query(`SELECT count(*)::int AS rows FROM ${table}`);
  return rows[0].rows;
}

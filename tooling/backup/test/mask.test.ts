import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { backUp, maskSecret, restore } from "../src/index.js";
import { ask, backupFolder, madeDatabase } from "./fixture/databases.js";
import { markedDatabase } from "./fixture/marked.js";

const people = `
  CREATE DOMAIN public.code AS varchar(40) CHECK (VALUE ~ '^[a-z0-9@. -]+$');
  CREATE TABLE public.people (id int PRIMARY KEY, email varchar(60) NOT NULL UNIQUE CHECK (email LIKE '%_@_%.__%'), name text CHECK (length(name) BETWEEN 2 AND 40),
    phone varchar(14) CHECK (phone ~ '^[+]\\d{2} \\d{3} \\d{6}$'), born date, nick text[], pay numeric(9, 2), height float8, cats int, home inet, seen timestamptz,
    data jsonb, raw json, photo bytea, api_key text, token_count int, login uuid, code public.code, hash text);
  CREATE TABLE public.letters (id int PRIMARY KEY, receiver varchar(60) REFERENCES public.people (email), body text);
  INSERT INTO public.people VALUES
    (1, 'Ada.Byron@Example.org', 'Ada Byron', '+49 171 123456', '1815-12-10', '{Countess,NULL,""}', 1815.12, 1.67, 77531, '192.168.77.53', '1843-10-10', '{"diary": "Sommerville", "none": null}', '["Menabrea"]', '\\x416e616c79746963', 'sk-Babbage99', 4, 'c0ffee00-0000-4000-8000-00000000abcd', 'lovelace', 'Lovelace-Hash'),
    (2, 'grace@navy.mil', 'Grace Ünal', NULL, NULL, NULL, NULL, NULL, NULL, '2001:db8:77::53/64', 'infinity', 'null', '{}', '', NULL, 5, NULL, NULL, '');
  INSERT INTO public.letters VALUES (1, 'Ada.Byron@Example.org', 'kept'), (2, 'grace@navy.mil', 'kept'), (3, NULL, 'kept');`;

const originals =
  /Byron|Example\.org|grace|navy|171 123456|1815-12-10|Countess|1\.67|77531|192\.168|db8:77|1843-10-10|Sommerville|Menabrea|416e616c79746963|Babbage|c0ffee|lovelace|Ünal/i;

it("leaves no original value in any file, and keys, CHECKs and uniqueness hold", async () => {
  const url = await madeDatabase(people);
  const database = markedDatabase();
  const from = backupFolder();
  const manifest = await backUp({ url, out: from, database, mask: maskSecret() });
  for (const one of readdirSync(from, { recursive: true, withFileTypes: true }))
    if (one.isFile())
      expect(readFileSync(join(one.parentPath, one.name), "utf8")).not.toMatch(originals);
  expect(manifest.masked).toHaveLength(18);
  expect(manifest.masked).toContain('"public"."letters"."receiver"');

  const copy = await madeDatabase();
  await restore({ url: copy, from });
  const [ada, grace] = await ask<Record<string, unknown>>(
    copy,
    "SELECT p.*, p.born::text, p.seen::text, p.raw::text, l.body FROM public.people p JOIN public.letters l ON l.receiver = p.email ORDER BY p.id",
  );
  expect(ada).toMatchObject({
    email: expect.stringMatching(/^[0-9a-f]{16}@masked\.example$/),
    name: expect.stringMatching(/^[A-Z][a-z]{2} [A-Z][a-z]{4}$/),
    phone: expect.stringMatching(/^\+\d\d \d{3} \d{6}$/),
    nick: [expect.stringMatching(/^[A-Z][a-z]{7}$/), null, ""],
    pay: expect.stringMatching(/^\d{1,4}\.\d\d$/),
    data: { diary: expect.stringMatching(/^[0-9a-f]{16}$/), none: null },
    raw: expect.stringMatching(/^\["[0-9a-f]{16}"\]$/),
    photo: expect.objectContaining({ length: 8 }),
    token_count: 4,
    body: "kept",
  });
  expect(grace).toMatchObject({
    name: expect.stringMatching(/^[A-Z][a-z]{4} [a-z]{4}$/),
    phone: null,
    born: null,
    seen: "infinity",
    data: null,
    raw: "{}",
    hash: "",
  });
});

it("masks the same value the same way under the same key, and another way under another", async () => {
  const url = await madeDatabase(people);
  const database = markedDatabase();
  const sums = [];
  for (const key of ["one", "one", "two"]) {
    const { tables } = await backUp({ url, out: backupFolder(), database, mask: maskSecret(key) });
    sums.push(tables.map(({ sha256 }) => sha256));
  }
  expect(sums[1]).toEqual(sums[0]);
  expect(sums[2]).not.toEqual(sums[0]);
});

it("refuses columns for which there is no mask, and masks that would break a CHECK, by name", async () => {
  const database = markedDatabase();
  const refused = async (sql: string, message: string) => {
    const url = await madeDatabase(sql);
    const out = backupFolder();
    await expect(backUp({ url, out, database, mask: maskSecret() })).rejects.toThrow(message);
  };
  await refused(
    "CREATE TABLE public.people (email varchar(20), name varchar(9) UNIQUE, cats bool)",
    'There is no mask that keeps type and uniqueness of "public"."people"."email" (character varying(20)), "public"."people"."name" (character varying(9), unique), "public"."people"."cats" (boolean)',
  );
  await refused(
    "CREATE TABLE public.people (name text CHECK (name IN ('Ada', 'Grace'))); INSERT INTO public.people VALUES ('Ada')",
    'Masked rows would break "people_name_check" of "public"."people"',
  );
});

it("masks in partitions what is marked in their table, and holds none of what was detached", async () => {
  const url = await madeDatabase(`
    CREATE TABLE public.people (id int, email varchar(60), name text, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    CREATE TABLE public.people_2025 PARTITION OF public.people FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
    CREATE TABLE public.people_rest PARTITION OF public.people DEFAULT PARTITION BY RANGE (at);
    CREATE TABLE public.people_deep PARTITION OF public.people_rest DEFAULT;
    CREATE SCHEMA _retired;
    CREATE TABLE _retired.people_2024 (LIKE public.people);
    INSERT INTO public.people VALUES (1, 'ada@byron.org', 'Ada', '2025-05-05'), (2, 'grace@navy.mil', 'Grace', '2026-05-05');
    INSERT INTO _retired.people_2024 VALUES (3, 'old@navy.mil', 'Old', '2024-05-05');`);
  const from = backupFolder();
  const { masked, tables } = await backUp({
    url,
    out: from,
    database: markedDatabase(),
    mask: maskSecret(),
  });
  expect(masked).toEqual(
    expect.arrayContaining(['"public"."people_2025"."email"', '"public"."people_deep"."email"']),
  );
  expect(tables.find(({ name }) => name === "people_2024")).toMatchObject({ rows: 0 });
  for (const { file } of tables)
    expect(readFileSync(join(from, file), "utf8")).not.toMatch(/byron|navy|Ada|Grace|Old/);
});

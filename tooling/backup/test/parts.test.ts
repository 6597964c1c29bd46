import { expect, it } from "vitest";
import { backUp, restore } from "../src/index.js";
import { ask, backupFolder, definitionsOf, madeDatabase, rowsOf } from "./fixture/databases.js";

const twoSchemas = `
  CREATE TYPE public.mood AS ENUM ('good');
  CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE SCHEMA shop; CREATE SCHEMA "st ock";
  CREATE TABLE shop.items (id bigserial PRIMARY KEY, mood public.mood);
  CREATE TABLE "st ock".places (id int PRIMARY KEY, item bigint REFERENCES shop.items);
  CREATE TRIGGER touch BEFORE UPDATE ON shop.items FOR EACH ROW EXECUTE FUNCTION public.touch();
  CREATE VIEW "st ock".seen AS SELECT item FROM "st ock".places;
  INSERT INTO shop.items (mood) SELECT 'good' FROM generate_series(1, 5);
  INSERT INTO "st ock".places VALUES (1, 1), (2, 5);`;

it("restores one schema of a backup beside the others, with the keys that led to it", async () => {
  const url = await madeDatabase(twoSchemas);
  const before = { definitions: await definitionsOf(url), rows: await rowsOf(url) };
  const out = backupFolder();
  await backUp({ url, out });
  await ask(url, "DROP SCHEMA shop CASCADE");
  const { tables, keys } = await restore({ url, from: out, schemas: ["shop"] });
  expect(tables.map(({ name }) => name)).toEqual(["items"]);
  expect(keys).toBe(1);
  expect({ definitions: await definitionsOf(url), rows: await rowsOf(url) }).toEqual(before);
});

it("backs up one schema with the types and functions that it needs, and no more", async () => {
  const url = await madeDatabase(
    `${twoSchemas} CREATE TABLE public.other (id int); CREATE FUNCTION public.unused() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  );
  const out = backupFolder();
  const { tables, sequences } = await backUp({ url, out, schemas: ["shop"] });
  expect(tables.map(({ schema, name, rows }) => [schema, name, rows])).toEqual([
    ["shop", "items", 5],
  ]);
  expect(sequences).toMatchObject([{ schema: "shop", name: "items_id_seq", last: "5" }]);
  const copy = await madeDatabase();
  await restore({ url: copy, from: out });
  expect(
    await ask(copy, "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"),
  ).toEqual([{ proname: "touch" }]);
  expect(
    await ask(copy, "INSERT INTO shop.items (mood) VALUES ('good') RETURNING id::int"),
  ).toEqual([{ id: 6 }]);
});

it("refuses a part whose keys lead to tables that would be nowhere, naming them", async () => {
  const url = await madeDatabase(twoSchemas);
  const out = backupFolder();
  await backUp({ url, out, schemas: ["st ock"] });
  const copy = await madeDatabase();
  await expect(restore({ url: copy, from: out })).rejects.toThrow(
    'in the schemas "shop":\n  "st ock"."places" -> "shop"."items"',
  );
  expect(await rowsOf(copy)).toEqual({ sequences: [] });
});

it("never touches a table that is there, whether it has rows or not", async () => {
  const url = await madeDatabase(twoSchemas);
  const out = backupFolder();
  await backUp({ url, out });
  const before = await rowsOf(url);
  await expect(restore({ url, from: out })).rejects.toThrow(
    'The database has "shop"."items", "st ock"."places", "st ock"."seen" already',
  );
  const other = await madeDatabase("CREATE SCHEMA shop; CREATE TABLE shop.items (id int)");
  await expect(restore({ url: other, from: out, schemas: ["shop"] })).rejects.toThrow(
    '"shop"."items" already',
  );
  expect(await rowsOf(url)).toEqual(before);
});

it("says which schemas and packages there are when another one is asked for", async () => {
  const url = await madeDatabase(twoSchemas);
  const out = backupFolder();
  await expect(backUp({ url, out, schemas: ["shopp"] })).rejects.toThrow(
    'There is no schema "shopp" here. There are: public, shop, st ock.',
  );
  await expect(backUp({ url, out, packages: ["auth"] })).rejects.toThrow(
    'There is no package "auth" here. There is none.',
  );
});

it("names every table that the login may not read, with the grants", async () => {
  const url = await madeDatabase(twoSchemas);
  const login = new URL(url);
  login.username = "backup_reader";
  await ask(
    url,
    "DROP ROLE IF EXISTS backup_reader; CREATE ROLE backup_reader LOGIN; GRANT USAGE ON SCHEMA shop TO backup_reader",
  );
  try {
    await expect(backUp({ url: login.href, out: backupFolder() })).rejects.toThrow(
      `"backup_reader" may not read 4 of the tables and sequences of the backup. Whoever owns them can run:
GRANT USAGE ON SCHEMA "st ock" TO "backup_reader";
GRANT SELECT ON TABLE "shop"."items" TO "backup_reader";
GRANT SELECT ON SEQUENCE "shop"."items_id_seq" TO "backup_reader";
GRANT SELECT ON TABLE "st ock"."places" TO "backup_reader";
GRANT SELECT ON TABLE "st ock"."seen" TO "backup_reader";`,
    );
    await ask(
      url,
      `GRANT SELECT ON ALL TABLES IN SCHEMA shop TO backup_reader; GRANT SELECT ON ALL SEQUENCES IN SCHEMA shop TO backup_reader;
      ALTER TABLE shop.items ENABLE ROW LEVEL SECURITY`,
    );
    await expect(
      backUp({ url: login.href, out: backupFolder(), schemas: ["shop"] }),
    ).rejects.toThrow('Row security would hide rows of "shop"."items" from "backup_reader"');
    await ask(url, "ALTER TABLE shop.items DISABLE ROW LEVEL SECURITY");
    const { tables } = await backUp({ url: login.href, out: backupFolder(), schemas: ["shop"] });
    expect(tables).toMatchObject([{ name: "items", rows: 5 }]);
  } finally {
    await ask(url, "DROP OWNED BY backup_reader; DROP ROLE backup_reader");
  }
});

it("is restored by a login that is no superuser, who owns the database", async () => {
  const url =
    await madeDatabase(`CREATE TABLE public.a (id int PRIMARY KEY, b int); CREATE TABLE public.b (id int PRIMARY KEY, a int REFERENCES public.a);
    INSERT INTO public.a VALUES (1, 1); INSERT INTO public.b VALUES (1, 1); ALTER TABLE public.a ADD FOREIGN KEY (b) REFERENCES public.b`);
  await ask(
    url,
    "DROP ROLE IF EXISTS backup_owner; CREATE ROLE backup_owner LOGIN; ALTER TABLE public.a OWNER TO backup_owner; ALTER TABLE public.b OWNER TO backup_owner",
  );
  const copy = await madeDatabase();
  try {
    await ask(
      copy,
      `ALTER DATABASE "${new URL(copy).pathname.slice(1)}" OWNER TO backup_owner; ALTER SCHEMA public OWNER TO backup_owner`,
    );
    const out = backupFolder();
    await backUp({ url, out, schemas: ["public"] });
    const login = new URL(copy);
    login.username = "backup_owner";
    const { keys } = await restore({ url: login.href, from: out });
    expect(keys).toBe(2);
    expect(await rowsOf(copy)).toEqual(await rowsOf(url));
  } finally {
    await ask(copy, "DROP SCHEMA public CASCADE");
    await ask(url, "DROP SCHEMA public CASCADE");
    await ask(url, "REASSIGN OWNED BY backup_owner TO CURRENT_USER");
    await ask(copy, "REASSIGN OWNED BY backup_owner TO CURRENT_USER; DROP ROLE backup_owner");
  }
});

import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { objectName } from "../../../src/findings/definition/load/found-objects.js";
import { fileOf, loadSql } from "./load-sql.js";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await createEmptyDatabase("load_family");
});
afterAll(() => database.drop());

const load = (...scripts: string[]) => loadSql(database.url, scripts);

describe("a file", () => {
  it("is run statement by statement, and goes on after those that fail", async () => {
    const family = await load(
      "CREATE TABLE a (id int);\n\nCREATE TABEL b;\nSELECT * FROM c;\n-- last\nCREATE TABLE d (id int)",
    );
    expect(fileOf(family)).toMatchObject({
      statements: 4,
      failed: [
        {
          line: 3,
          statement: "create tabel",
          sqlstate: "42601",
          reason: 'syntax error at or near "TABEL"',
        },
        { line: 4, statement: "select", sqlstate: "42P01", reason: 'relation "c" does not exist' },
      ],
    });
    expect([...family.catalog.tables.keys()]).toEqual(["public.a", "public.d"]);
  });

  it("is told by what the catalog says that it made, also in bodies", async () => {
    const family = await load(
      "CREATE SCHEMA s; CREATE TYPE s.mood AS ENUM ('good'); CREATE TABLE s.a (id int PRIMARY KEY, m s.mood);",
      `DO $$ BEGIN CREATE TABLE b (id serial UNIQUE); EXCEPTION WHEN others THEN NULL; END $$;
       ALTER TABLE s.a ADD note text CHECK (note <> '');
       CREATE INDEX ON s.a (m); CREATE INDEX CONCURRENTLY by_note ON s.a (note);
       CREATE FUNCTION f(s.mood) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    expect(family.loaded.map(({ failed }) => failed)).toEqual([[], []]);
    const names = family.loaded.map(({ made }) =>
      made.map((one) => `${one.kind} ${objectName(one)}`),
    );
    expect(names[0]).toEqual(["schema s", "type s.mood", "table s.a"]);
    expect(names[1]).toEqual([
      "table public.b",
      "constraint a_note_check on s.a",
      "column s.a.note",
      "index s.a_m_idx",
      "index s.by_note",
      "function public.f(s.mood)",
    ]);
  });

  it("has a session of its own, in which its settings hold", async () => {
    const family = await load(
      "CREATE SCHEMA s; SET search_path = s; CREATE TABLE a ()",
      "CREATE TABLE a ()",
    );
    expect([...family.catalog.tables.keys()]).toEqual(["public.a", "s.a"]);
  });

  it("may begin a transaction, of which nothing stays after a failure or without an end", async () => {
    const family = await load(
      "BEGIN; CREATE TABLE a (id int); COMMIT;",
      "BEGIN;\nCREATE TABLE b (id int);\nSELECT nonsense;\nCREATE TABLE c (id int);\nCOMMIT; CREATE TABLE d (id int);",
      "BEGIN; CREATE TABLE e (id int); SAVEPOINT s; CREATE TABLE x (id int); SELECT nonsense; ROLLBACK TO s; COMMIT",
      "BEGIN; CREATE TABLE f (id int)",
    );
    expect([...family.catalog.tables.keys()]).toEqual(["public.a", "public.d", "public.e"]);
    expect(family.loaded.map(({ undone }) => undone)).toEqual([
      [],
      [{ line: 1, reason: "the statement on line 3 failed" }],
      [],
      [{ line: 1, reason: "the file ends before it does" }],
    ]);
    expect(fileOf(family, 1).failed.map(({ sqlstate }) => sqlstate)).toEqual(["42703", "25P02"]);
    expect(family.loaded.map(({ made }) => made.map(({ name }) => name))).toEqual([
      ["a"],
      ["d"],
      ["e"],
      [],
    ]);
    const lost = family.tables.filter(({ outcome }) => outcome === "failed");
    expect(lost.map(({ name, wanted }) => [name, wanted?.table.columns.length])).toEqual([
      ["public.b", 1],
      ["public.c", 1],
      ["public.f", 1],
    ]);
  });

  it("takes no longer than a statement may", async () => {
    const started = performance.now();
    const family = await loadSql(
      database.url,
      ["SET statement_timeout = 0; SELECT pg_sleep(60); CREATE TABLE a (id int)"],
      { timeoutMs: 200 },
    );
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(fileOf(family).failed).toEqual([
      {
        line: 1,
        statement: "select",
        sqlstate: "57014",
        reason: "it took longer than a definition may, and was stopped",
      },
    ]);
    expect(fileOf(family).notRun).toMatchObject([{ statement: "set statement_timeout" }]);
    expect(family.catalog.tables.size).toBe(1);
  });
});

describe("what is there already", () => {
  it("is compared with what a statement wants that passes it over", async () => {
    const { loaded, tables } = await load(
      "CREATE TABLE people (id serial PRIMARY KEY, name text); CREATE INDEX by_name ON people (name);",
      `CREATE TABLE IF NOT EXISTS people (id serial PRIMARY KEY, name text);
       CREATE TABLE IF NOT EXISTS people (id uuid PRIMARY KEY, name text NOT NULL, boss uuid REFERENCES people (id));
       CREATE INDEX IF NOT EXISTS by_name ON people (name);
       CREATE INDEX IF NOT EXISTS by_name ON people (id);
       ALTER TABLE people ADD COLUMN IF NOT EXISTS name varchar(9), ADD COLUMN IF NOT EXISTS more int;
       ALTER TABLE people ADD COLUMN IF NOT EXISTS more int;`,
    );
    const [, second] = loaded;
    expect(second?.failed).toEqual([]);
    expect(second?.skipped.map(({ line, alike }) => [line, alike])).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, false],
      [5, false],
      [6, true],
    ]);
    const [, table, , index, column] = second?.skipped ?? [];
    expect(table?.differences.map(({ aspect, name }) => `${aspect} ${name}`)).toEqual([
      "type id",
      "default id",
      "not null name",
      "column boss",
      "foreign key people_boss_fkey",
    ]);
    expect(index?.differences).toEqual([
      {
        aspect: "index",
        name: "by_name",
        wanted: "public.people btree (id)",
        found: "public.people btree (name)",
      },
    ]);
    expect(column?.differences).toEqual([
      { aspect: "type", name: "name", wanted: "character varying(9)", found: "text" },
    ]);
    expect(tables.map(({ outcome }) => outcome)).toEqual(["made", "skipped", "skipped"]);
  });

  it("is compared without foreign keys where those cannot be made", async () => {
    const { loaded } = await load(
      "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int, a int REFERENCES a (id));",
      `CREATE TABLE IF NOT EXISTS b (id int, a uuid REFERENCES a (id) ON DELETE CASCADE);
       CREATE TABLE IF NOT EXISTS b (id int, a int, FOREIGN KEY (a) REFERENCES nowhere (id));`,
    );
    expect(loaded[1]?.skipped).toMatchObject([
      { alike: false, differences: [{ aspect: "type", name: "a" }] },
      { alike: true },
    ]);
  });

  it("may be a view, a sequence, or a type that a body passes over", async () => {
    const { loaded } = await load(
      "CREATE VIEW v AS SELECT 1 AS id; CREATE SEQUENCE s; CREATE MATERIALIZED VIEW m AS SELECT 1 AS n; CREATE TYPE mood AS ENUM ('good')",
      `CREATE TABLE IF NOT EXISTS v (id int);
       CREATE SEQUENCE IF NOT EXISTS s; CREATE SEQUENCE IF NOT EXISTS s START 7;
       CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1 AS n; CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 2 AS n;
       DO $$ BEGIN CREATE TYPE mood AS ENUM ('good', 'bad'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
       DO $$ BEGIN CREATE TYPE other AS ENUM ('good', 'bad'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
       DO $$ BEGIN CREATE TABLE IF NOT EXISTS v (id int); END $$;`,
    );
    expect(loaded[1]?.failed).toEqual([]);
    expect(loaded[1]?.skipped.map(({ statement, alike }) => [statement, alike])).toEqual([
      ["create table v", false],
      ["create sequence s", true],
      ["create sequence s", false],
      ["create materialized view m", true],
      ["create materialized view m", false],
      ["create type mood", false],
      ["do", null],
    ]);
    expect(loaded[1]?.skipped.at(-2)?.differences).toEqual([
      { aspect: "words", name: "mood", wanted: "good, bad", found: "good" },
    ]);
  });

  it("is found in a transaction of the file too, and a function that replaces another is told", async () => {
    const { loaded, catalog } = await load(
      "CREATE TABLE a (id int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      `BEGIN; CREATE TABLE IF NOT EXISTS a (id text); CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';
       CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'; COMMIT`,
    );
    expect(loaded[1]).toMatchObject({ skipped: [{ alike: false }], undone: [], failed: [] });
    expect(loaded[1]?.replaced).toEqual([{ line: 1, statement: "create function f" }]);
    expect(catalog.tables.get("public.a")?.columns[0]?.type).toBe("integer");
  });
});

describe("vectors", () => {
  it("have a type that stands in where the server lacks them, once the extension is asked for", async () => {
    const { loaded, catalog, abilities, hasStandIn, objects } = await load(
      `CREATE TABLE early (e vector(3)); CREATE EXTENSION IF NOT EXISTS vector;
       CREATE TABLE late (e vector(3), f vector); INSERT INTO late VALUES ('[1,2,3]');
       CREATE FUNCTION near(q vector(3)) RETURNS float LANGUAGE sql AS 'SELECT e <=> q FROM late';
       CREATE INDEX ON late USING hnsw (e vector_cosine_ops);`,
    );
    if (!hasStandIn) return; // a server that has vectors
    expect(loaded[0]?.failed.map(({ statement, reason }) => [statement, reason])).toEqual([
      ["create table early", 'type "vector" does not exist'],
      ["create index on late", 'access method "hnsw" does not exist'],
    ]);
    expect(catalog.tables.get("public.late")?.columns.map(({ type }) => type)).toEqual([
      "public.vector(3)",
      "public.vector",
    ]);
    expect(abilities.get("public.late")).toMatchObject({
      vectors: ["e", "f"],
      referredToBy: ["function public.near"],
    });
    expect(objects.filter(({ kind }) => kind !== "column").map(objectName)).toEqual([
      "public.late",
      "public.near(public.vector)",
    ]);
  });

  it("are there from the start where files use them and none makes the extension", async () => {
    const { catalog } = await load("CREATE TABLE a (e vector(3))");
    expect(catalog.tables.size).toBe(1);
  });
});

it("tells what a table has, and what refers to it", async () => {
  const { abilities } = await load(
    `CREATE TABLE a (id int PRIMARY KEY, n int CHECK (n > 0)); CREATE INDEX ON a USING gin ((ARRAY[n]));
     CREATE TABLE b (a int REFERENCES a); CREATE VIEW v AS SELECT * FROM a;
     ALTER TABLE b ENABLE ROW LEVEL SECURITY;
     ALTER TABLE a ENABLE ROW LEVEL SECURITY; ALTER TABLE a FORCE ROW LEVEL SECURITY;
     CREATE POLICY p ON a USING (n IN (SELECT a FROM b));
     CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM b; RETURN NEW; END';
     CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION t();`,
  );
  expect(abilities.get("public.a")).toEqual({
    keys: 1,
    foreignKeys: 0,
    checks: 1,
    rowSecurity: "forced",
    policies: 1,
    triggers: 1,
    vectors: [],
    indexes: ["gin"],
    referredToBy: ["table public.b", "view public.v"],
  });
  expect(abilities.get("public.b")).toMatchObject({
    foreignKeys: 1,
    rowSecurity: "closed",
    referredToBy: ["policy p on public.a", "function public.t"],
  });
});

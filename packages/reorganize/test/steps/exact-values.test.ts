import { expect, it } from "vitest";
import { convert } from "../../src/steps/convert/index.js";
import { merge } from "../../src/steps/merge/index.js";
import { relocate } from "../../src/steps/relocate/index.js";
import { repair } from "../../src/steps/repair/index.js";
import { reshape } from "../../src/steps/reshape/index.js";
import { proveKind } from "../fixture/prove-kind.js";

// What a row loses that becomes a jsonb and a row again, and what depends on settings.
const values: Readonly<Record<string, readonly [type: string, ...values: string[]]>> = {
  document: ["jsonb", "'null'", "NULL", `'{"a": 1.0, "b": null}'`],
  spelling: ["json", `'{"b": 1, "a": 2, "a": 3}'`, "'null'"],
  fraction: ["float8", "0.30000000000000004", "'NaN'", "'-Infinity'", "1e+300"],
  "Small One": ["real", "0.1", "3.4e38"],
  bounds: ["text[]", "'[0:1]={a,b}'", '\'{NULL,"NULL",""}\'', "'{}'"],
  digits: ["numeric", "1.00", "1.0", "'NaN'"],
  moment: ["timestamptz", "'2024-03-31 01:30+01'", "'infinity'", "'0044-03-15 12:00+00 BC'"],
  "Day & Time": ["timestamp(3)", "'2024-02-29 23:59:59.999'"],
  span: ["interval", "'1 year -2 days 3:04:05.6'"],
  bytes: ["bytea", "'\\x00ff27'"],
  padded: ["char(5)", "'a'", "''"],
  amount: ["money", "'-1234.56'"],
  place: ["point", "'(0.1,0.30000000000000004)'"],
  network: ["inet", "'10.0.0.1'", "'10.0.0.0/8'"],
  bits: ["bit varying", "B'0101'"],
  period: ["tstzrange", "'[2024-01-01 00:00+02,)'", "'empty'"],
  pair: ['"Old Shop"."Pair"', `ROW('a "quoted", one', NULL)`, "ROW(NULL, NULL)"],
  pairs: ['"Old Shop"."Pair"[]', `ARRAY[ROW('x', 'null')::"Old Shop"."Pair"]`],
  tree: ["xml", "'<a>1</a>'"],
  "is it": ["boolean", "true"],
};
const names = Object.keys(values);
const longest = Math.max(...names.map((name) => (values[name]?.length ?? 1) - 1));

const types = names.map((name) => `"${name}" ${values[name]?.[0]}`).join(", ");

/** Rows of all values; `before` are those of the columns in front. */
function rowsOf(before: (n: number) => string): string {
  return Array.from({ length: longest }, (_, n) => {
    const row = names.map((name) => values[name]?.[n + 1] ?? "NULL");
    return `(${before(n)}, ${row.join(", ")})`;
  }).join(", ");
}

// As a database that others have set up.
const settings = `DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET extra_float_digits = 0', current_database());
  EXECUTE format('ALTER DATABASE %I SET DateStyle = ''German''', current_database());
  EXECUTE format('ALTER DATABASE %I SET IntervalStyle = ''sql_standard''', current_database());
  EXECUTE format('ALTER DATABASE %I SET bytea_output = ''escape''', current_database());
END $$`;
const schema = `${settings}; CREATE SCHEMA "Old Shop"; CREATE SCHEMA "Shop";
  CREATE TYPE "Old Shop"."Pair" AS (first text, second text);
  CREATE TABLE "Shop".users (id int PRIMARY KEY)`;

it("brings every value back to the last byte: of rows in quarantine, and of columns that were dropped", () =>
  proveKind({
    source: `${schema};
      CREATE TABLE "Shop"."Quests" (id int PRIMARY KEY, "user" int, ${types});
      INSERT INTO "Shop".users VALUES (1);
      INSERT INTO "Shop"."Quests" VALUES ${rowsOf((n) => `${n}, 99`)}, ${rowsOf((n) => `${10 + n}, 1`)}`,
    target: `${schema};
      CREATE TABLE "Shop"."Quests" (id int PRIMARY KEY, "user" int NOT NULL REFERENCES "Shop".users)`,
    kinds: [repair, convert, reshape],
    mapping: { otherwise: { ...asking, orphan: "set aside", extraColumn: "set aside" } },
    look: async ({ rows }) => {
      expect(await rows(`SELECT "user" FROM "Shop"."Quests"`)).toHaveLength(longest);
    },
  }));

it("brings a repaired value back to the last byte, and takes nothing it restored for a later write", () =>
  proveKind({
    source: `${schema};
      CREATE TABLE "Shop"."Quests" (id int PRIMARY KEY, ${types});
      INSERT INTO "Shop"."Quests" VALUES ${rowsOf((n) => `${n}`)}`,
    target: `${schema};
      CREATE TABLE "Shop"."Quests" (id int PRIMARY KEY, ${types});
      ALTER TABLE "Shop"."Quests" ALTER document SET NOT NULL, ALTER spelling SET NOT NULL, ALTER bounds SET NOT NULL`,
    kinds: [repair, convert, reshape],
    mapping: {
      repairs: {
        "Shop.Quests.document": { null: { sql: "'null'::jsonb" } },
        "Shop.Quests.spelling": { null: { sql: `'{"b":1,  "a":1}'::json` } },
        "Shop.Quests.bounds": { null: { sql: "'[2:3]={c,d}'::text[]" } },
      },
    },
  }));

it("brings both sides of twins back to the last byte, whichever of them goes to the quarantine", () =>
  proveKind({
    source: `${schema};
      CREATE TABLE "Old Shop"."Leases" (id int PRIMARY KEY, "user" int, updated_at timestamptz, ${types});
      CREATE TABLE "Shop"."Leases" (id int PRIMARY KEY, "user" int, updated_at timestamptz, ${types});
      INSERT INTO "Shop".users VALUES (1);
      INSERT INTO "Shop"."Leases" VALUES ${rowsOf((n) => `${n}, ${n % 2}, '2024-01-01'`)};
      INSERT INTO "Old Shop"."Leases" VALUES ${rowsOf((n) => `${longest - n}, ${n % 2}, '2024-01-0${n + 1}'`)}`,
    target: `${schema};
      CREATE TABLE "Shop"."Leases" (
        id int PRIMARY KEY, "user" int NOT NULL REFERENCES "Shop".users, updated_at timestamptz, ${types})`,
    kinds: [relocate, merge, repair, convert, reshape],
    mapping: {
      tables: {
        "Shop.Leases": [source("Shop.Leases"), source("Old Shop.Leases")],
      },
      otherwise: { ...asking, orphan: "set aside" },
    },
  }));

const asking = {
  null: "ask",
  number: "ask",
  tooLong: "ask",
  word: "ask",
  check: "ask",
  orphan: "ask",
  duplicate: "ask",
  cycle: "ask",
  extraColumn: "ask",
} as const;

function source(table: string) {
  return { table, having: [], lacking: [], rename: {} };
}

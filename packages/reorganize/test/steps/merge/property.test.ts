import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { plainName } from "../../../src/catalog/table-name.js";
import { type Ground, withGround } from "../../fixture/apply-plan.js";
import { contentOf, mergeSteps, readRemains } from "../../fixture/merge-steps.js";

const twin = plainName({ schema: "Old Stock", name: 'We"ird' });
const survivor = plainName({ schema: "Order-Items", name: 'We""ird $1' });
const [twinSql, survivorSql] = ['"Old Stock"."We""ird"', '"Order-Items"."We""""ird $1"'];

// Odd names, a key of two columns whose order differs, and every type that spells its values in its own way.
const tables = `
  CREATE SCHEMA "Old Stock"; CREATE SCHEMA "Order-Items";
  CREATE TYPE "Order-Items"."St'ate" AS ENUM ('new', 'it''s old');
  CREATE TABLE ${twinSql} ("Part ""No""" text, place int, "serial" varchar(50), state varchar(50), doc jsonb,
    raw json, tags text[], address inet, exact numeric, seen timestamptz, image bytea, "order" double precision,
    extra text, PRIMARY KEY ("Part ""No""", place));
  CREATE TABLE ${survivorSql} (place bigint, "Part ""No""" varchar(40), "Serial" varchar(10), state "Order-Items"."St'ate",
    doc jsonb, raw json, tags text[], address inet, exact numeric(8, 2), seen timestamptz, image bytea, "order" double precision,
    doubled bigint GENERATED ALWAYS AS (place * 2) STORED, only_here text DEFAULT 'x',
    PRIMARY KEY (place, "Part ""No"""), CONSTRAINT "one serial" UNIQUE ("Serial"));`;

const columns = [
  '"Part ""No"""',
  "place",
  "SERIAL",
  "state",
  "doc",
  "raw",
  "tags",
  "address",
  "exact",
  "seen",
  "image",
  '"order"',
];

const nullable = (...values: string[]): fc.Arbitrary<string | null> =>
  fc.constantFrom(null, ...values);

const row = fc.tuple(
  fc.constantFrom("a", "B", "q\"'$1", "ü"),
  fc.integer({ min: 1, max: 4 }),
  nullable("1", "2", "3", "longer than ten"),
  nullable("new", "it's old", "someday"),
  nullable("null", "{}", '{"a": [1, null, "ü"]}', "1.50"),
  nullable("null", '{"b":1,  "b":2}'),
  nullable("{}", '{a,NULL,"b c"}', "[2:3]={x,y}"),
  nullable("10.0.0.0/8", "::1"),
  nullable("1", "1.005", "NaN", "1234567.5"),
  nullable("2026-01-01 00:00:00.123456+05", "infinity", "2025-06-01 12:00:00Z"),
  nullable("\\x00ff", "\\x"),
  nullable("0.1", "-0", "NaN", "1e300"),
);
const rows = fc.uniqueArray(row, {
  maxLength: 12,
  selector: ([part, place]) => `${part} ${place}`,
});

it(
  "accounts for every row, and leaves both tables as they were once undone",
  { timeout: 120_000 },
  () =>
    withGround(tables, async (ground) => {
      const steps = await mergeSteps(ground, twin, survivor, { serial: "Serial" }, "seen");
      const each = fc.asyncProperty(
        rows,
        rows,
        fc.integer({ min: 1, max: 5 }),
        async (old, now, batchSize) => {
          await afresh(ground, async () => {
            await fill(ground, old, now);
            const [before, total] = [
              await contentOf(ground, twin, survivor),
              await counted(ground),
            ];
            await ground.apply(steps, { batchSize });
            expect(await accounted(ground)).toBe(total);
            await ground.undo(steps, { batchSize });
            expect(await contentOf(ground, twin, survivor)).toEqual(before);
            expect(await readRemains(ground)).toEqual([]);
          });
        },
      );
      await checkProperty(each, 60);
    }),
);

// What a failing case leaves behind must not make the smaller ones fail that are tried next.
async function afresh(ground: Ground, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    await ground.rows('DROP SCHEMA IF EXISTS _reorganize, "Old Stock", "Order-Items" CASCADE');
    await ground.rows(tables);
    throw error;
  }
}

type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;

async function fill(ground: Ground, old: readonly Row[], now: readonly Row[]): Promise<void> {
  await ground.rows(`TRUNCATE ${twinSql}, ${survivorSql}`);
  for (const one of old) await insert(ground, twinSql, "serial", one);
  // Rows of the survivor keep its own rules.
  const serials = new Set<string>();
  for (const [part, place, serial, state, ...rest] of now) {
    const free = serial !== null && serial.length <= 10 && !serials.has(serial) ? serial : null;
    if (free) serials.add(free);
    const known = state === "someday" ? null : state;
    const exact = rest[4] === "1234567.5" ? "1" : rest[4];
    await insert(ground, survivorSql, '"Serial"', [
      part,
      place,
      free,
      known,
      ...rest.with(4, exact),
    ] as Row);
  }
}

async function insert(ground: Ground, table: string, serial: string, values: Row): Promise<void> {
  const names = columns.map((name) => (name === "SERIAL" ? serial : name));
  const places = names.map((_, index) => `$${index + 1}`);
  await ground.rows(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${places.join(", ")})`, [
    ...values,
  ]);
}

function counted(ground: Ground): Promise<unknown> {
  return number(
    ground,
    `(SELECT count(*) FROM ${twinSql}) + (SELECT count(*) FROM ${survivorSql})`,
  );
}

function accounted(ground: Ground): Promise<unknown> {
  return number(
    ground,
    `(SELECT count(*) FROM ${survivorSql}) + (SELECT count(*) FROM _reorganize.quarantine)`,
  );
}

async function number(ground: Ground, sql: string): Promise<unknown> {
  const [found] = await ground.rows(`SELECT (${sql})::int AS number`);
  return found?.number;
}

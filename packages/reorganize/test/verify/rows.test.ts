import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applySteps } from "../../src/executor/apply-steps.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import { documentOfRow } from "../../src/ledger/document.js";
import { Session } from "../../src/session/session.js";
import { takeBaseline } from "../../src/verify/baseline.js";
import { verify } from "../../src/verify/verify.js";
import { conversion, smallPlan, step } from "./small-plan.js";

let database: EmptyDatabase;
let session: Session;
let client: pg.Client;

const table = `
  CREATE TABLE public."Order-Items" (
    id uuid PRIMARY KEY, "userId" text NOT NULL, phase varchar(20), price numeric(10, 2), ratio float8,
    tags text[], extra jsonb, raw json DEFAULT '{"b": 1, "a": 2, "a": 3}', made timestamp DEFAULT now(), paid timestamptz DEFAULT now(), note char(5), host text, any_number numeric);
  INSERT INTO public."Order-Items"
  SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'user ' || n % 7,
         CASE n % 4 WHEN 0 THEN 'open' WHEN 1 THEN 'shut' WHEN 2 THEN 'odd' END, n / 3.0, n / 7.0,
         ARRAY['a"', NULL, n::text], jsonb_build_object('n', n, 'é', NULL), '{"b": 1, "a": 2, "a": 3}', timestamp '2024-02-29 12:00' + n * interval '1.5 s',
         '2024-03-31 01:30+01', left('abc', n % 4), '10.0.0.' || n % 256
    FROM generate_series(1, 1000) AS n`;

const columns = { userId: "user_id", phase: "status" };
const moved = "shop.order_items";
const row = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const names = "id user_id status price ratio tags extra raw made paid note host any_number"
  .split(" ")
  .map((name) => ({ name }));

const steps = [
  step("move", moved, [
    "CREATE SCHEMA shop",
    `ALTER TABLE public."Order-Items" SET SCHEMA shop`,
    `ALTER TABLE shop."Order-Items" RENAME TO order_items`,
    `ALTER TABLE ${moved} RENAME COLUMN "userId" TO user_id`,
    `ALTER TABLE ${moved} RENAME COLUMN phase TO status`,
    `CREATE VIEW public."Order-Items" AS SELECT id, user_id AS "userId", status AS phase, price, ratio, tags, extra, raw, made, paid, note, host, any_number FROM ${moved}`,
  ]),
  step(
    "repair",
    moved,
    [
      `WITH odd AS (SELECT id, status FROM ${moved} WHERE status = 'odd' FOR UPDATE),
            changed AS (UPDATE ${moved} AS o SET status = 'open' FROM odd WHERE odd.id = o.id)
       INSERT INTO _reorganize.originals (step, key, before, after)
       SELECT 'repair', jsonb_build_object('id', id::text), jsonb_build_object('status', status), '{"status": "open"}' FROM odd`,
    ],
    { silent: true },
  ),
  step(
    "set aside",
    moved,
    [
      `WITH gone AS (DELETE FROM ${moved} WHERE status IS NULL RETURNING *)
       INSERT INTO _reorganize.quarantine (step, relation, key, row, reason)
       SELECT 'set aside', '${moved}', jsonb_build_object('id', id::text), ${documentOfRow(names, "gone")}, 'no status' FROM gone`,
    ],
    { silent: true },
  ),
  conversion("host", [
    `DROP VIEW public."Order-Items"`,
    "CREATE TYPE shop.word AS ENUM ('open', 'shut')",
    `ALTER TABLE ${moved} ALTER COLUMN status TYPE shop.word USING status::text::shop.word`,
    `ALTER TABLE ${moved} ALTER COLUMN made TYPE timestamptz USING made AT TIME ZONE 'UTC'`,
    `ALTER TABLE ${moved} ALTER COLUMN user_id TYPE varchar(100)`,
    `ALTER TABLE ${moved} ALTER COLUMN host TYPE inet USING host::inet`,
    `CREATE VIEW public."Order-Items" AS SELECT id, user_id AS "userId", status AS phase, price, ratio, tags, extra, raw, made, paid, note, host, any_number FROM ${moved}`,
  ]),
];
const plan = smallPlan([{ from: "public.Order-Items", to: moved, columns }], steps);

beforeEach(async () => {
  database = await createEmptyDatabase();
  client = await connectOnce(database.url);
  await client.query(table);
  session = new Session(database.url);
  await beginJournal(session, plan, "x");
  await takeBaseline(session, plan);
});
afterEach(async () => {
  await session.end();
  await client.end();
  await database.drop();
});

/** Writes as a replica does: no trigger fires. */
async function silently(sql: string): Promise<void> {
  await client.query(
    `SET session_replication_role = replica; ${sql}; RESET session_replication_role`,
  );
}

async function verified() {
  const { tables } = await verify(session, plan);
  return tables[0];
}

it("finds every row again after a move, renames, a repair, a quarantine and conversions", async () => {
  await applySteps(session, plan);
  expect(await verified()).toEqual({
    sources: [{ table: "public.Order-Items", rows: 1000 }],
    table: moved,
    inserted: 0,
    updated: 0,
    deleted: 0,
    repaired: 250,
    quarantined: 250,
    now: 750,
    expected: 750,
    differing: [],
    rows: [],
    ok: true,
  });
});

it("is not alarmed while values of a column are kept that is about to go, nor when it is gone", async () => {
  await applySteps(session, plan);
  await client.query(
    `INSERT INTO _reorganize.originals (step, key, before, after)
     SELECT 'columns of ${moved}', jsonb_build_object('id', id), jsonb_build_object('extra', extra::text), '{}' FROM ${moved}`,
  );
  expect(await verified()).toMatchObject({ differing: [], ok: true });
  await client.query(`DROP VIEW public."Order-Items"; ALTER TABLE ${moved} DROP COLUMN extra`);
  expect(await verified()).toMatchObject({ repaired: 250, differing: [], ok: true });
  await client.query(
    `DELETE FROM _reorganize.originals WHERE step LIKE 'columns of %' AND key ->> 'id' = '${row(4)}'`,
  );
  expect(await verified()).toMatchObject({ differing: ["extra"], ok: false });
});

it("is content before the first step too", async () => {
  expect(await verified()).toMatchObject({ now: 1000, ok: true });
});

describe("what programs write, before and between the steps and afterwards", () => {
  const old = `public."Order-Items"`;
  const writes: [string, (n: number) => string][] = [
    [
      "an insert",
      (n) =>
        `INSERT INTO ${old} (id, "userId", phase, note, host) VALUES ('${row(2000 + n)}', 'new', 'open', 'x', '10.1.1.1')`,
    ],
    [
      "an update",
      (n) =>
        `UPDATE ${old} SET phase = 'shut', price = price + 1 WHERE id IN ('${row(4 + n)}', '${row(400)}')`,
    ],
    [
      "an update of the key",
      (n) => `UPDATE ${old} SET id = '${row(3000 + n)}' WHERE id = '${row(20 + 4 * n)}'`,
    ],
    [
      "a delete",
      (n) => `DELETE FROM ${old} WHERE id IN ('${row(41 + 4 * n)}', '${row(42 + 4 * n)}')`,
    ],
    [
      "an upsert",
      (n) =>
        `INSERT INTO ${old} (id, "userId", phase) VALUES ('${row(2500)}', 'a', 'open'), ('${row(60 + 4 * n)}', 'b', 'shut') ON CONFLICT (id) DO UPDATE SET phase = 'shut', "userId" = excluded."userId", made = '2020-01-01', paid = now()`,
    ],
    [
      "one that is undone",
      (n) =>
        `BEGIN; UPDATE ${old} SET phase = 'shut'; DELETE FROM ${old} WHERE id = '${row(90 + n)}'; ROLLBACK`,
    ],
  ];

  it.each(writes)(
    "%s disturbs nothing, whatever the program's session is set to",
    async (_, write) => {
      await client.query(
        "SET TimeZone = 'Asia/Kolkata'; SET DateStyle = 'German'; SET extra_float_digits = 0",
      );
      await client.query(write(0));
      for (const [at] of steps.entries()) {
        await applySteps(session, { ...plan, steps: steps.slice(0, at + 1) });
        await client.query(write(at + 1));
      }
      expect(await verified()).toMatchObject({ differing: [], rows: [], ok: true });
    },
  );

  it("a truncate leaves nothing to be missed", async () => {
    await applySteps(session, plan);
    await client.query(`TRUNCATE ${moved}`);
    expect(await verified()).toMatchObject({ deleted: 750, now: 0, expected: 0, ok: true });
  });
});

describe("what nobody was seen to write", () => {
  beforeEach(() => applySteps(session, plan));

  it("names a row whose value was changed", async () => {
    await silently(`UPDATE ${moved} SET price = price + 0.01 WHERE id = '${row(5)}'`);
    expect(await verified()).toMatchObject({
      differing: ["price"],
      rows: [{ how: "changed", keys: [[row(5)]] }],
      ok: false,
    });
  });

  it("names a row that was changed after a program had written it", async () => {
    await client.query(`UPDATE ${moved} SET price = 7 WHERE id = '${row(5)}'`);
    expect(await verified()).toMatchObject({ ok: true, updated: 1 });
    await silently(`UPDATE ${moved} SET price = 8 WHERE id = '${row(5)}'`);
    expect(await verified()).toMatchObject({
      rows: [{ how: "changed", keys: [[row(5)]] }],
      ok: false,
    });
  });

  it("names a row that is lost", async () => {
    await silently(`DELETE FROM ${moved} WHERE id = '${row(6)}'`);
    expect(await verified()).toMatchObject({
      now: 749,
      expected: 750,
      rows: [{ how: "missing", keys: [[row(6)]] }],
      ok: false,
    });
  });

  it("names a row that is there twice", async () => {
    await silently(
      `INSERT INTO ${moved} SELECT '${row(9999)}', user_id, status, price, ratio, tags, extra, raw, made, paid, note FROM ${moved} WHERE id = '${row(6)}'`,
    );
    expect(await verified()).toMatchObject({
      now: 751,
      expected: 750,
      rows: [{ how: "extra", keys: [[row(9999)]] }],
      ok: false,
    });
  });

  it("sees that a row was replaced by another with the same content", async () => {
    await silently(`UPDATE ${moved} SET id = '${row(9998)}' WHERE id = '${row(6)}'`);
    const found = await verified();
    expect(found).toMatchObject({ now: 750, expected: 750, ok: false });
    expect(found?.rows).toContainEqual({ how: "missing", keys: [[row(6)]] });
    expect(found?.rows).toContainEqual({ how: "extra", keys: [[row(9998)]] });
  });

  it("sees two columns that changed places, in every row and in one", async () => {
    await silently(`UPDATE ${moved} SET made = paid, paid = made WHERE id = '${row(8)}'`);
    const one = await verified();
    expect(one).toMatchObject({ differing: ["made", "paid"], ok: false });
    expect(one?.rows[0]?.keys).toContainEqual([row(8)]);
    await silently(`UPDATE ${moved} SET made = paid, paid = made WHERE id <> '${row(8)}'`);
    expect(await verified()).toMatchObject({ differing: ["made", "paid"], ok: false });
  });

  it("sees a null that became a value, and a value that became null", async () => {
    await silently(`UPDATE ${moved} SET extra = NULL WHERE id = '${row(4)}'`);
    expect(await verified()).toMatchObject({ differing: ["extra"], rows: [{ keys: [[row(4)]] }] });
  });

  it.each([
    ["the null of jsonb that became NULL", "extra", "'null'", "NULL"],
    ["the order of the keys of json", "raw", `'{"b": 1, "a": 2}'`, `'{"a": 2, "b": 1}'`],
    ["a repeated key of json", "raw", `'{"a": 1, "a": 2}'`, `'{"a": 2}'`],
    ["the bounds of an array", "tags", "'[0:1]={a,b}'", "'{a,b}'"],
    ["the last digit of a float", "ratio", "0.30000000000000004", "0.3"],
    ["the digits of a number", "any_number", "1.0", "1.00"],
  ])("sees %s", async (_, column, written, changed) => {
    const set = (value: string) =>
      `UPDATE ${moved} SET ${column} = ${value} WHERE id = '${row(4)}'`;
    await client.query(set(written));
    expect(await verified()).toMatchObject({ ok: true, updated: 1 });
    await silently(set(changed));
    expect(await verified()).toMatchObject({ differing: [column], ok: false });
  });

  it("sees a row vanish from the quarantine", async () => {
    await client.query(`DELETE FROM _reorganize.quarantine WHERE row ->> 'id' = '${row(3)}'`);
    expect(await verified()).toMatchObject({
      rows: [{ how: "missing", keys: [[row(3)]] }],
      ok: false,
    });
  });
});

import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { expect, it } from "vitest";
import { applySteps } from "../../../src/executor/apply-steps.js";
import { undoSteps } from "../../../src/executor/undo-steps.js";
import { removeOwnSchema } from "../../../src/ledger/own-schema.js";
import { scansIn, withReshaping } from "./bench.js";

const old = `CREATE TABLE public.users (id int PRIMARY KEY, name text, kind text NOT NULL, "isActive" boolean NOT NULL DEFAULT true, age int);
  INSERT INTO public.users SELECT n, 'user ' || n, 'kind ' || n, n % 3 > 0, CASE WHEN n % 2 = 0 THEN n END FROM generate_series(1, 3000) AS n`;

const fresh = `CREATE TABLE public.users (id int PRIMARY KEY, name text,
    status varchar(20) NOT NULL DEFAULT 'active', notes jsonb DEFAULT '{}', seen_at timestamp DEFAULT now());
  CREATE TYPE public.mood AS ENUM ('good', 'bad');
  CREATE TABLE public.plan (id int, at timestamp, mood public.mood, PRIMARY KEY (id, at))`;

const content = async (program: pg.Client) =>
  (await program.query("SELECT * FROM public.users ORDER BY id")).rows;

it("keeps what was written to columns and tables that the undo drops, and nothing else", () =>
  withReshaping(old, fresh, async ({ session, program, plan }) => {
    const before = await content(program);
    await applySteps(session, plan, { batchSize: 700 });
    await program.query(`UPDATE public.users SET status = 'away' WHERE id = 7;
      UPDATE public.users SET notes = '{"a": [1]}', name = 'renamed' WHERE id = 8;
      UPDATE public.users SET notes = NULL, seen_at = '2020-01-01' WHERE id = 9;
      INSERT INTO public.users (id, name) VALUES (0, 'late');
      INSERT INTO public.plan SELECT n, '2026-01-01', 'bad' FROM generate_series(1, 2000) AS n`);
    await undoSteps(session, plan, { batchSize: 700 });
    const kept = await program.query(
      'SELECT key, document - $1::text AS document FROM _reorganize."written to public.users" ORDER BY key',
      ["seen_at"],
    );
    expect(kept.rows).toEqual([
      // Its time is its own, not the one that all rows got when the column came.
      { key: { id: 0 }, document: { status: "active", notes: "{}" } },
      { key: { id: 7 }, document: { status: "away", notes: "{}" } },
      { key: { id: 8 }, document: { status: "active", notes: '{"a": [1]}' } },
      { key: { id: 9 }, document: { status: "active", notes: null } },
    ]);
    const rows = await program.query(
      'SELECT document FROM _reorganize."written to public.plan" ORDER BY key',
    );
    expect(rows.rows).toHaveLength(2_000);
    expect(rows.rows[0]?.document).toEqual({ id: "1", at: "2026-01-01 00:00:00", mood: "bad" });
    const after = before.map((row) => (row.id === 8 ? { ...row, name: "renamed" } : row));
    const late = { id: 0, name: "late", kind: null, isActive: true, age: null };
    expect(await content(program)).toEqual([late, ...after]);
    const { rows: left } = await program.query(
      "SELECT count(*)::int AS n FROM _reorganize.originals",
    );
    expect(left).toEqual([{ n: 0 }]);
    expect(await removeOwnSchema(session, ["originals"])).toEqual([
      // The late user has no kind, which the source wants.
      { table: "_reorganize.rules that rows break", rows: 1 },
      { table: '_reorganize."written to public.plan"', rows: 2_000 },
      { table: '_reorganize."written to public.users"', rows: 4 },
    ]);
  }));

it("loses no write to a column that goes, whichever way, while programs write", () =>
  withReshaping(old, fresh, async ({ session, program, plan, url }) => {
    const writers = await Promise.all([1, 2].map(() => connectOnce(url)));
    const ages = new Map<number, number>();
    const states = new Map<number, string>();
    let stopped = false;
    const writing = writers.map(async (client, writer) => {
      for (let turn = 0; !stopped; turn += 1) {
        const id = 1 + ((turn * 2 + writer) % 3_000);
        const isOld = await client
          .query("UPDATE public.users SET age = $2 WHERE id = $1", [id, turn])
          .then(
            () => true,
            () => false,
          );
        if (isOld) ages.set(id, turn);
        const isNew = await client
          .query("UPDATE public.users SET status = $2 WHERE id = $1", [id, `s${turn}`])
          .then(
            () => true,
            () => false,
          );
        if (isNew) states.set(id, `s${turn}`);
      }
      await client.end();
    });
    try {
      await applySteps(session, plan, { batchSize: 100 });
      await undoSteps(session, plan, { batchSize: 100 });
    } finally {
      stopped = true;
      await Promise.all(writing);
    }
    expect(ages.size).toBeGreaterThan(50);
    expect(states.size).toBeGreaterThan(50);
    const found = new Map((await content(program)).map(({ id, age }) => [id, age]));
    for (const [id, age] of ages) expect([id, found.get(id)]).toEqual([id, age]);
    const { rows } = await program.query(
      `SELECT key ->> 'id' AS id, document ->> 'status' AS status FROM _reorganize."written to public.users"`,
    );
    const kept = new Map(rows.map(({ id, status }) => [Number(id), status]));
    for (const [id, status] of states) expect([id, kept.get(id)]).toEqual([id, status]);
  }));

it("reads no table through in a transaction that makes programs wait", () =>
  withReshaping(old, fresh, async ({ session, plan }) => {
    const client = await session.client();
    expect(
      await scansIn(
        client,
        plan.steps.map(({ forward }) => forward),
      ),
    ).toEqual([]);
    const back = [...plan.steps].reverse().flatMap(({ inverse }) => inverse);
    expect(await scansIn(client, back)).toEqual([]);
  }));

it("refuses to drop columns of a table whose rows cannot be told apart", async () => {
  const keyless = "CREATE TABLE public.users (id int, name text, age int)";
  const goal = "CREATE TABLE public.users (id int, name text)";
  await expect(withReshaping(keyless, goal, async () => {})).rejects.toThrow(
    "public.users has no primary key, so what its columns age hold cannot be kept by row when they go.",
  );
});

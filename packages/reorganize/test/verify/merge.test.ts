import { expect, it } from "vitest";
import type { Step } from "../../src/plan/step.js";
import { takeBaseline } from "../../src/verify/baseline.js";
import { verify } from "../../src/verify/verify.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { mergeSteps } from "../fixture/merge-steps.js";
import { smallPlan } from "./small-plan.js";

// Rows 1-20 only in the twin, 21-40 in both (some the same, some newer here or there), 41-60 only in the winner.
const twins = `
  CREATE SCHEMA cyrex;
  CREATE TABLE public.agents (id text PRIMARY KEY, name varchar(50), cost numeric, updated_at timestamp);
  CREATE TABLE cyrex.agents (id text PRIMARY KEY, name varchar(50), cost numeric(10, 2), updated_at timestamp, note text DEFAULT 'none');
  INSERT INTO public.agents SELECT 'a' || n, 'twin ' || n, n, timestamp '2025-01-01' + n * interval '1 day' FROM generate_series(1, 40) AS n;
  INSERT INTO cyrex.agents
  SELECT 'a' || n, CASE WHEN n % 4 = 0 THEN 'twin ' ELSE 'winner ' END || n, n,
         timestamp '2025-01-01' + (n + n % 4 % 3 - n % 4 / 3) * interval '1 day'
    FROM generate_series(21, 60) AS n`;

const sources = [
  { from: "public.agents", to: "cyrex.agents", merged: true },
  { from: "cyrex.agents", to: "cyrex.agents" },
];

/** Merges step by step, with these writes before every step and at the end. */
async function merged(ground: Ground, write: (at: number) => Promise<void>) {
  const steps: Step[] = await mergeSteps(ground, "public.agents", "cyrex.agents");
  await ground.apply([]);
  await takeBaseline(ground.session, smallPlan(sources, steps));
  for (const at of steps.keys()) {
    await write(at);
    await ground.apply(steps.slice(0, at + 1));
  }
  await write(steps.length);
  return verify(ground.session, smallPlan(sources, steps));
}

it("finds all rows of twins in one table and the quarantine", () =>
  withGround(twins, async (ground) => {
    const { tables } = await merged(ground, async () => {});
    expect(tables).toMatchObject([
      {
        sources: [
          { table: "cyrex.agents", rows: 40 },
          { table: "public.agents", rows: 40 },
        ],
        now: 60,
        expected: 60,
        quarantined: 20,
        differing: [],
        ok: true,
      },
    ]);
  }));

it("is not disturbed by programs that write both while they merge", () =>
  withGround(twins, async (ground) => {
    const { tables } = await merged(ground, async (at) => {
      const odd = at * 2 + 1;
      for (const name of ["public.agents", "cyrex.agents"]) {
        const tag = `${name[0]}${at}`;
        await ground.client.query(
          `INSERT INTO ${name} (id, name, cost) VALUES ('${tag}', '${tag}', 1.5)`,
        );
        await ground.client.query(
          `UPDATE ${name} SET name = 'by ${tag}', cost = cost + 1 WHERE id IN ('a${odd}', 'a${20 + odd}', 'a${30}', 'a${40 + odd}')`,
        );
        await ground.client.query(
          `DELETE FROM ${name} WHERE id IN ('a${odd + 1}', 'a${20 + odd + 1}', 'a${40 + odd + 1}')`,
        );
        await ground.client.query(
          `INSERT INTO ${name} (id, name, cost) VALUES ('a${odd + 10}', 'up ${tag}', 2), ('a${odd + 30}', 'up ${tag}', 2)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name`,
        );
      }
    });
    expect(tables[0]).toMatchObject({ differing: [], rows: [], ok: true });
  }));

it("sees two rows that changed places, although each column holds the same as before", () =>
  withGround(twins, async (ground) => {
    // Of the rows that only one of the twins had, two in the same bucket.
    const bucket = `hashtextextended(id COLLATE "C", 0) & 255`;
    const { tables } = await merged(ground, async (at) => {
      if (at !== 3) return;
      await ground.client.query(`
        SET session_replication_role = replica;
        WITH pair AS (
          SELECT min(id) AS one, max(id) AS other FROM cyrex.agents GROUP BY ${bucket} HAVING count(*) > 1 LIMIT 1)
        UPDATE cyrex.agents AS a SET name = (SELECT name FROM cyrex.agents WHERE id = CASE a.id WHEN one THEN other ELSE one END)
          FROM pair WHERE a.id IN (one, other);
        RESET session_replication_role`);
    });
    expect(tables[0]).toMatchObject({ now: 60, expected: 60, ok: false });
  }));

it("names a row that a merge would have lost", () =>
  withGround(twins, async (ground) => {
    const { tables } = await merged(ground, async (at) => {
      if (at === 3)
        await ground.client.query(
          "SET session_replication_role = replica; DELETE FROM cyrex.agents WHERE id = 'a7'",
        );
    });
    expect(tables[0]).toMatchObject({
      now: 59,
      expected: 60,
      rows: [{ how: "missing" }],
      ok: false,
    });
  }));

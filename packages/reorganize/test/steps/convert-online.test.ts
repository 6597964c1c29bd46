import { noSweeps } from "@deepiri/vitest/skip";
import { expect, it } from "vitest";
import { applySteps } from "../../src/executor/apply-steps.js";
import { undoSteps } from "../../src/executor/undo-steps.js";
import type { Plan } from "../../src/plan/plan.js";
import { planConversion } from "../../src/steps/convert/convert.js";
import { isKilled } from "../fixture/is-killed.js";
import { type Bench, begin, shapeOf, withBench } from "./convert-bench.js";
import { startWriters } from "./writers.js";

const sql = `CREATE TYPE public."State" AS ENUM ('todo', 'doing', 'done');
  CREATE TABLE public.tasks (id int PRIMARY KEY, writer int NOT NULL, status varchar(50) NOT NULL DEFAULT 'todo',
    CONSTRAINT tasks_status_check CHECK (status IN ('todo', 'doing', 'done')));
  CREATE INDEX idx_tasks_status ON public.tasks (status);
  CREATE UNIQUE INDEX tasks_status_id_idx ON public.tasks (status, id);
  INSERT INTO public.tasks SELECT -n, 0, 'doing' FROM generate_series(1, 3000) AS n`;

async function planOf({ session, table }: Bench): Promise<Plan> {
  const steps = planConversion({
    table: await table("public.tasks"),
    column: "status",
    to: 'public."State"',
    defaultAfter: "'todo'::public.\"State\"",
    forward: (column) => `${column}::text::public."State"`,
    back: (column) => `${column}::text::varchar(50)`,
    dependents: [],
    keptChecks: ["tasks_status_check"],
  });
  return begin(session, steps);
}

const content = `SELECT id::text, status::text FROM public.tasks WHERE writer > 0 ORDER BY id`;

it("loses and refuses no write while it runs forth and back, twice", async () => {
  await withBench(sql, async (bench) => {
    const { session, program, table } = bench;
    const before = shapeOf(await table("public.tasks"));
    const plan = await planOf(bench);
    const writers = await startWriters(bench.url, 4);
    try {
      for (let round = 0; round < 2; round += 1) {
        await applySteps(session, plan, { batchSize: 100 });
        await undoSteps(session, plan, { batchSize: 100 });
      }
      await applySteps(session, plan, { batchSize: 100 });
    } finally {
      await writers.stop();
    }
    const { ledger, errors, writes, longestMs } = await writers.stop();
    expect(errors).toEqual([]);
    expect(writes).toBeGreaterThan(500);
    expect(longestMs).toBeLessThan(1_000);
    const { rows } = await program.query<{ id: string; status: string }>(content);
    expect(new Map(rows.map(({ id, status }) => [Number(id), status]))).toEqual(ledger);
    await undoSteps(session, plan);
    expect(shapeOf(await table("public.tasks"))).toEqual(before);
    expect((await program.query(content)).rows).toEqual(rows);
  });
});

it("goes on, or goes back, wherever it was killed", async () => {
  await withBench(sql, async (bench) => {
    const { session, program, table } = bench;
    const before = shapeOf(await table("public.tasks"));
    const rows = (await program.query("SELECT * FROM public.tasks ORDER BY id")).rows;
    const plan = await planOf(bench);
    const batch = { batchSize: 1_000 };
    await applySteps(session, plan, batch);
    const after = shapeOf(await table("public.tasks"));
    await undoSteps(session, plan, batch);

    let killed = true;
    let kills = 0;
    for (; killed; kills += noSweeps ? 3 : 1) {
      // Killed on the way there, then back at once.
      killed = await isKilled(bench.url, kills, (dying) => applySteps(dying, plan, batch));
      await undoSteps(session, plan, batch);
      expect(shapeOf(await table("public.tasks"))).toEqual(before);
      // Killed on the way there, then on.
      await isKilled(bench.url, kills, (dying) => applySteps(dying, plan, batch));
      await applySteps(session, plan, batch);
      expect(shapeOf(await table("public.tasks"))).toEqual(after);
      // Killed on the way back, then on.
      await isKilled(bench.url, kills, (dying) => undoSteps(dying, plan, batch));
      await undoSteps(session, plan, batch);
      expect(shapeOf(await table("public.tasks"))).toEqual(before);
      expect((await program.query("SELECT * FROM public.tasks ORDER BY id")).rows).toEqual(rows);
    }
    expect(kills).toBeGreaterThan(plan.steps.length + 3);
  });
}, 120_000);

import { expect, it } from "vitest";
import { applySteps } from "../../../src/executor/apply-steps.js";
import { undoSteps } from "../../../src/executor/undo-steps.js";
import { shapeOf } from "../convert-bench.js";
import { scansIn, withReshaping } from "./bench.js";

const strict = `CREATE TABLE public.people (id int PRIMARY KEY);
  CREATE TABLE public.tasks (id int PRIMARY KEY, title text NOT NULL, state text, owner int,
    CONSTRAINT known CHECK (state IN ('todo', 'done')), CONSTRAINT owned FOREIGN KEY (owner) REFERENCES public.people (id));
  INSERT INTO public.people VALUES (1);
  INSERT INTO public.tasks SELECT n, 'title', 'todo', 1 FROM generate_series(1, 500) AS n`;
const lax = `CREATE TABLE public.people (id int PRIMARY KEY);
  CREATE TABLE public.tasks (id int PRIMARY KEY, title text, state text, owner int)`;

it("brings back the rules of the source, proven, without reading a table through under a lock", () =>
  withReshaping(strict, lax, async ({ session, plan, table }) => {
    const before = shapeOf(await table("public.tasks"));
    const client = await session.client();
    await scansIn(
      client,
      plan.steps.map(({ forward }) => forward),
    );
    const back = [...plan.steps].reverse().flatMap(({ inverse }) => inverse);
    expect(await scansIn(client, back)).toEqual([]);
    expect(shapeOf(await table("public.tasks"))).toEqual(before);
  }));

it("leaves rows where they are that break the source's rules, and tells which rules", () =>
  withReshaping(strict, lax, async ({ session, program, plan, table }) => {
    await applySteps(session, plan);
    await program.query("INSERT INTO public.tasks VALUES (0, NULL, 'blocked', 9)");
    await undoSteps(session, plan);
    const { rows } = await program.query("SELECT * FROM public.tasks WHERE id = 0");
    expect(rows).toEqual([{ id: 0, title: null, state: "blocked", owner: 9 }]);
    const found = await program.query(
      'SELECT relation, rule FROM _reorganize."rules that rows break" ORDER BY rule',
    );
    expect(found.rows).toEqual(
      ["known", "owned", "title NOT NULL"].map((rule) => ({ relation: "public.tasks", rule })),
    );
    const after = await table("public.tasks");
    expect(after.constraints.filter(({ validated }) => !validated).map(({ name }) => name)).toEqual(
      ["known", "owned", "title_not_null_reorganize"],
    );
    await expect(
      program.query("INSERT INTO public.tasks VALUES (-1, NULL, 'todo', 1)"),
    ).rejects.toThrow(/title_not_null_reorganize/);
  }));

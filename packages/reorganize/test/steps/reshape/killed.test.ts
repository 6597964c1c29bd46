import { noSweeps } from "@deepiri/vitest/skip";
import { expect, it } from "vitest";
import { applySteps } from "../../../src/executor/apply-steps.js";
import { undoSteps } from "../../../src/executor/undo-steps.js";
import { isKilled } from "../../fixture/is-killed.js";
import { shapeOf } from "../convert-bench.js";
import { withReshaping } from "./bench.js";

const start = `CREATE TABLE public.users (id int PRIMARY KEY, email text NOT NULL, name text NOT NULL, age int,
    CONSTRAINT users_email_key UNIQUE (email), CONSTRAINT adult CHECK (age > 0));
  CREATE INDEX by_age ON public.users (age);
  INSERT INTO public.users SELECT n, n || '@example.com', 'user', n FROM generate_series(1, 300) AS n`;
const goal = `CREATE TABLE public.users (id int PRIMARY KEY, email text NOT NULL, name text, status text DEFAULT 'active',
    CONSTRAINT named CHECK (name <> ''));
  CREATE UNIQUE INDEX users_email_key ON public.users (email); CREATE INDEX by_status ON public.users (status);
  CREATE TABLE public.visits (id int PRIMARY KEY, who int REFERENCES public.users (id) ON DELETE CASCADE);
  CREATE INDEX by_who ON public.visits (who)`;

const rowsSql = "SELECT id, email, name, age FROM public.users ORDER BY id";
const writeSql = `UPDATE public.users SET status = 'away' WHERE id = 7;
  INSERT INTO public.visits SELECT n, n FROM generate_series(1, 250) AS n ON CONFLICT DO NOTHING`;
const keptSql = `SELECT (SELECT document ->> 'status' FROM _reorganize."written to public.users") AS status,
  (SELECT count(*)::int FROM _reorganize."written to public.visits") AS visits`;

it("goes on, or goes back, wherever it was killed", { timeout: 180_000 }, () =>
  withReshaping(start, goal, async (reshaping) => {
    const { session, program, plan, table } = reshaping;
    const batch = { batchSize: 100 };
    const [before, { rows }] = [shapeOf(await table("public.users")), await program.query(rowsSql)];
    const isBack = async () => {
      expect(shapeOf(await table("public.users"))).toEqual(before);
      expect((await program.query(rowsSql)).rows).toEqual(rows);
    };
    let killed = true;
    let kills = 0;
    for (; killed; kills += noSweeps ? 3 : 1) {
      killed = await isKilled(reshaping.url, kills, (dying) => applySteps(dying, plan, batch));
      await undoSteps(session, plan, batch);
      await isBack();
      await isKilled(reshaping.url, kills, (dying) => applySteps(dying, plan, batch));
      await applySteps(session, plan, batch);
      await program.query(writeSql);
      await isKilled(reshaping.url, kills, (dying) => undoSteps(dying, plan, batch));
      await undoSteps(session, plan, batch);
      await isBack();
      expect((await program.query(keptSql)).rows).toEqual([{ status: "away", visits: 250 }]);
    }
    expect(kills).toBeGreaterThan(plan.steps.length + 6);
  }),
);

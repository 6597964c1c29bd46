import { noSweeps } from "@deepiri/vitest/skip";
import { expect, it } from "vitest";
import { readUserObjects, userObjectActions } from "../../../src/catalog/delta/user-objects.js";
import { applySteps } from "../../../src/executor/apply-steps.js";
import { undoSteps } from "../../../src/executor/undo-steps.js";
import { beginJournal } from "../../../src/ledger/begin-journal.js";

import { type Ground, planOf, withGround } from "../../fixture/apply-plan.js";
import { isKilled } from "../../fixture/is-killed.js";
import { contentOf, readRemains } from "../../fixture/merge-steps.js";
import { twinSteps } from "../../fixture/twin-steps.js";

/** Rows in each, the same in both, newer here and there; one that does not fit; keys and views to see to. */
const sql = `CREATE SCHEMA cyrex;
  CREATE TABLE public.agents (id int PRIMARY KEY, name varchar(20) UNIQUE, note text, updated_at timestamp);
  CREATE TABLE cyrex.agents (id int PRIMARY KEY, name varchar(8) NOT NULL UNIQUE, updated_at timestamp, CHECK (id < 100));
  INSERT INTO public.agents VALUES (1, 'one', 'n', NULL), (2, 'two', NULL, '2026-01-02'), (3, 'three', NULL, '2026-01-01'),
    (4, 'longer than eight', NULL, NULL), (5, NULL, NULL, NULL), (6, 'b', NULL, '2026-01-02'), (7, 'a', NULL, NULL);
  INSERT INTO cyrex.agents VALUES (2, 'II', '2026-01-01'), (3, 'III', '2026-01-02'), (6, 'a', '2026-01-01'), (8, 'eight', NULL);
  CREATE TABLE public.runs (id int PRIMARY KEY, agent_id int REFERENCES public.agents (id) ON DELETE CASCADE);
  INSERT INTO public.runs VALUES (1, 1), (2, 4);`;

const inPlace = { title: "a view takes the twin's name", sql };
const elsewhere = {
  title: "the survivor takes the twin's name",
  sql: `${sql} CREATE VIEW public.directory AS SELECT id, name FROM public.agents`,
};

it.each([inPlace, elsewhere])(
  "goes on, or goes back, wherever it was killed while $title",
  { timeout: 120_000 },
  async ({ sql: tables }) => {
    const { steps } = await twinSteps(tables, "cyrex.agents", ["cyrex.agents"], ["public.agents"]);
    const plan = planOf(steps);
    const names = ["public.agents", "cyrex.agents", "public.runs"];
    await withGround(tables, async (ground) => {
      const { session, url } = ground;
      const start = { facts: await readUserObjects(url), rows: await contentOf(ground, ...names) };
      await ground.apply(steps, { batchSize: 3 });
      const end = await endOf(ground);
      const work = { batchSize: 3 };
      const goBack = async (): Promise<void> => {
        await undoSteps(session, plan, work);
        expect(await contentOf(ground, ...names)).toEqual(start.rows);
        expect(await readRemains(ground)).toEqual([]);
      };
      await goBack();
      let killed = true;
      let kills = 0;
      for (; killed; kills += noSweeps ? 3 : 1) {
        await beginJournal(session, plan, "of this test");
        killed = await isKilled(url, kills, (dying) => applySteps(dying, plan, work));
        await goBack();
        await isKilled(url, kills, (dying) => applySteps(dying, plan, work));
        await applySteps(session, plan, work);
        expect(await endOf(ground)).toEqual(end);
        const alsoBack = await isKilled(url, kills, (dying) => undoSteps(dying, plan, work));
        killed ||= alsoBack;
        await goBack();
      }
      expect(kills).toBeGreaterThan(steps.length + 3);
      const left = userObjectActions(await readUserObjects(url), start.facts).map((one) => one.sql);
      expect(left.filter((one) => !one.includes("_reorganize"))).toEqual([]);
    });
  },
);

async function endOf(ground: Ground): Promise<unknown> {
  return [
    await ground.rows("SELECT id, name, note, updated_at FROM cyrex.agents ORDER BY id"),
    await ground.rows("SELECT id, name, updated_at FROM public.agents ORDER BY id"),
    await ground.rows(
      "SELECT relation, key, row, reason FROM _reorganize.quarantine ORDER BY relation, key",
    ),
  ];
}

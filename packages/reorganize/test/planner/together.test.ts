import { expect, it } from "vitest";
import { applyTogether } from "../../src/executor/apply-together.js";
import { undoTogether } from "../../src/executor/undo-together.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import { readJournal } from "../../src/ledger/journal.js";
import type { Run, Step } from "../../src/plan/step.js";
import { planOf, withGround } from "../fixture/apply-plan.js";

const database = `CREATE TABLE public.tasks (id int PRIMARY KEY, note text);
  INSERT INTO public.tasks SELECT n, 'a' FROM generate_series(1, 5) AS n`;

function step(on: string, forward: Run, ...inverse: readonly Run[]): Step {
  const id = { kind: "reshape", action: "try", on };
  return { id, forward, inverse, lock: "ACCESS EXCLUSIVE", hazards: [], rows: 0, seconds: 0 };
}

const transaction = (...sql: readonly string[]): Run => ({ how: "transaction", sql });

const add = step(
  "add",
  transaction("ALTER TABLE public.tasks ADD COLUMN more text"),
  transaction("ALTER TABLE public.tasks DROP COLUMN more"),
);
const batch = `WITH done AS (UPDATE public.tasks SET more = $1::jsonb #>> '{}' WHERE id <= $2::int AND more IS NULL RETURNING id)
  SELECT CASE WHEN $1 IS NULL THEN '"again"'::jsonb END AS cursor, count(*) AS rows FROM done`;
const fill = step("fill", { how: "batches", first: batch, next: batch });
const index = step(
  "index",
  {
    how: "alone",
    sql: "CREATE INDEX CONCURRENTLY by_more ON public.tasks (more)",
    isDone: "SELECT to_regclass('public.by_more') IS NOT NULL AS done",
    concurrent: true,
  },
  transaction("DROP INDEX public.by_more"),
);
const check = step(
  "check",
  transaction("ALTER TABLE public.tasks ADD CHECK (more = 'again')"),
  transaction("ALTER TABLE public.tasks DROP CONSTRAINT tasks_more_check"),
);
const steps = [add, fill, index, check];

it("does steps of all ways together, each behind those before it, and undoes them", () =>
  withGround(database, async ({ session, rows }) => {
    await beginJournal(session, planOf(steps), "of this test");
    const looks = ({ id }: Step) => [
      `SELECT set_config('test.seen', concat(current_setting('test.seen', true), ' ${id.on}'), false)`,
    ];
    await applyTogether(session, steps, steps.length, looks);
    expect(await session.query("SELECT current_setting('test.seen') AS seen")).toEqual([
      { seen: " add fill index check" },
    ]);
    expect([...(await readJournal(session)).values()].map(({ state }) => state)).toEqual(
      steps.map(() => "done"),
    );
    expect(await rows("SELECT DISTINCT more FROM public.tasks")).toEqual([{ more: "again" }]);
    await undoTogether(session, steps);
    expect((await readJournal(session)).size).toBe(0);
    expect(await rows("SELECT * FROM public.tasks LIMIT 1")).toEqual([{ id: 1, note: "a" }]);
  }));

it("goes on one by one where a step is refused, and says which", () =>
  withGround(database, async ({ session }) => {
    const refused = step("refused", transaction("ALTER TABLE public.tasks ADD CHECK (note = 'b')"));
    const all = [add, refused, index];
    await beginJournal(session, planOf(all), "of this test");
    await expect(applyTogether(session, all, all.length, () => [])).rejects.toThrow(
      "try refused failed",
    );
    expect([...(await readJournal(session)).keys()]).toHaveLength(1);
  }));

it("repairs what a rule refuses before it is tried again", () =>
  withGround(database, async ({ session, rows }) => {
    const repair = step("repair", transaction("UPDATE public.tasks SET note = 'b'"));
    const rule = step("rule", {
      how: "transaction",
      sql: ["ALTER TABLE public.tasks ADD CHECK (note = 'b')"],
      repairedBy: repair.id,
    });
    await beginJournal(session, planOf([repair, rule]), "of this test");
    await applyTogether(session, [repair], 1, () => []);
    await session.query("UPDATE public.tasks SET note = 'a' WHERE id = 3");
    await applyTogether(session, [repair, rule], 1, () => []);
    expect(await rows("SELECT DISTINCT note FROM public.tasks")).toEqual([{ note: "b" }]);
  }));

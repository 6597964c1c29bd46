import { expect, it } from "vitest";
import { applySteps } from "../../src/executor/apply-steps.js";
import { undoSteps } from "../../src/executor/undo-steps.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import type { Step } from "../../src/plan/step.js";
import { readState, rehearseRollback } from "../../src/planner/rehearse.js";
import { planOf, withGround } from "../fixture/apply-plan.js";

const index = "CREATE INDEX by_note ON public.tasks (lower(note))";
const step: Step = {
  id: { kind: "reshape", action: "try" },
  forward: { how: "transaction", sql: ["DROP INDEX public.by_note"] },
  inverse: [{ how: "transaction", sql: [index] }],
  lock: "ACCESS EXCLUSIVE",
  hazards: [],
  rows: 0,
  seconds: 0,
};
const database = `CREATE TABLE public.tasks (note text); ${index};
  COMMENT ON INDEX public.by_note IS 'it''s'; ALTER TABLE public.tasks CLUSTER ON by_note; ALTER INDEX public.by_note ALTER COLUMN 1 SET STATISTICS 77`;

/** The step with what was found to be settled on a copy. */
const rehearsed = (): Promise<readonly Step[]> =>
  withGround(database, async ({ session }) => {
    const start = await readState(session);
    await beginJournal(session, planOf([step]), "of this test");
    await applySteps(session, planOf([step]));
    return (await rehearseRollback(session, [step], start)).steps;
  });

it("gives back at the end what no step made again", async () => {
  const steps = await rehearsed();
  expect(steps[0]?.inverse).toHaveLength(2);
  await withGround(database, async ({ apply, session, rows }) => {
    await apply(steps);
    await undoSteps(session, { steps });
    expect(
      await rows(
        "SELECT obj_description(attrelid, 'pg_class') AS comment, attstattarget AS target, indisclustered AS clustered FROM pg_attribute JOIN pg_index ON indexrelid = attrelid WHERE attrelid = 'public.by_note'::regclass",
      ),
    ).toEqual([{ comment: "it's", target: 77, clustered: true }]);
  });
});

it("goes back all the same where what it is about was dropped meanwhile", async () => {
  const steps = (await rehearsed()).map((one) => ({ ...one, inverse: one.inverse.slice(1) }));
  await withGround(database, async ({ apply, session }) => {
    await apply(steps);
    await expect(undoSteps(session, { steps })).resolves.toBeUndefined();
  });
});

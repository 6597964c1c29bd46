import { expect, it } from "vitest";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import type { Plan } from "../../src/plan/plan.js";
import type { Step } from "../../src/plan/step.js";
import { withGround } from "../fixture/apply-plan.js";
import { agentsSql, smallReorganization } from "../fixture/small-reorganization.js";

/** Sets the first agent aside; taken back, the row stays where it is, as one whose key was taken would. */
const setAside: Step = {
  id: { kind: "repair", action: "set aside", on: "cyrex.agents" },
  table: "cyrex.agents",
  forward: {
    how: "transaction",
    sql: [
      `WITH gone AS (DELETE FROM cyrex.agents WHERE id = 1 RETURNING *)
       INSERT INTO _reorganize.quarantine (step, relation, key, row, reason)
       SELECT 'set aside cyrex.agents', 'cyrex.agents', '{"id": 1}', to_jsonb(gone), 'first' FROM gone`,
    ],
  },
  inverse: [],
  lock: "ROW EXCLUSIVE",
  hazards: [],
  rows: 1,
  seconds: 0,
};

it("keeps rows that found no place, says where, and lets the next reorganization pass them by", () =>
  withGround(agentsSql, async (ground) => {
    const small = await smallReorganization(ground);
    const plan: Plan = { ...small, steps: [...small.steps, setAside] };
    await applyPlan(ground.session, plan);
    expect(await rollBack(ground.session)).toEqual({
      left: [{ table: "_reorganize.quarantine", rows: 1 }],
      different: [],
    });
    expect(
      await ground.rows(
        `SELECT relname::text AS name FROM pg_class
          WHERE relnamespace = '_reorganize'::regnamespace AND relkind = 'r'
          UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = '_reorganize'::regnamespace`,
      ),
    ).toEqual([{ name: "quarantine" }]);
    await ground.client.query("INSERT INTO public.agents VALUES (1, 'old')");
    await applyPlan(ground.session, plan);
    const { left } = await rollBack(ground.session);
    expect(left).toEqual([
      { table: expect.stringMatching(/^_reorganize\.left \d{8} \d{6} quarantine$/), rows: 1 },
      { table: "_reorganize.quarantine", rows: 1 },
    ]);
    expect(await ground.rows("SELECT row FROM _reorganize.quarantine")).toEqual([
      { row: { id: 1, state: "OLD" } },
    ]);
  }));

it("goes back from the middle of a plan, with what was written since", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await smallReorganization(ground);
    const stopped = applyPlan(ground.session, plan, {
      batchSize: 100,
      onEvent: (event) => {
        if (event.kind === "rows" && event.rows === 500) throw new Error("killed on purpose");
      },
    });
    await expect(stopped).rejects.toThrow("killed on purpose");
    await ground.client.query("INSERT INTO public.agents VALUES (5000, 'fresh')");
    expect(await rollBack(ground.session)).toEqual({ left: [], different: [] });
    expect(
      await ground.rows(
        "SELECT phase, count(*)::int AS n FROM public.agents GROUP BY 1 ORDER BY 1",
      ),
    ).toEqual([
      { phase: "fresh", n: 1 },
      { phase: "old", n: 1000 },
    ]);
  }));

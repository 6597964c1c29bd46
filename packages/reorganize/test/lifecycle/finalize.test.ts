import { expect, it } from "vitest";
import { readUnderway } from "../../src/ledger/plan.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { NotVerifiedError, StillUsedError } from "../../src/lifecycle/errors.js";
import { finalize } from "../../src/lifecycle/finalize.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { readStatus } from "../../src/lifecycle/status.js";
import type { Plan } from "../../src/plan/plan.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { agentsSql, smallReorganization } from "../fixture/small-reorganization.js";
import { whileCutting } from "../fixture/while-cutting.js";

const atOnce = { unusedForMs: 0 };

async function isThere({ rows }: Ground, name: string): Promise<boolean> {
  const [row] = await rows("SELECT to_regclass($1) IS NOT NULL AS there", [name]);
  return row?.there === true;
}

/** The small reorganization, applied. */
async function applied(ground: Ground): Promise<Plan> {
  // No other steps: what a program is to see of rows is not what these tests are about.
  const plan = await smallReorganization(ground);
  const steps = plan.steps.filter(({ id }) => id.action !== "shout");
  await applyPlan(ground.session, { ...plan, steps });
  return { ...plan, steps };
}

it("drops old names and all of our schema, and the new names stay", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await applied(ground);
    expect(await finalize(ground.session, atOnce)).toEqual({ left: [], different: [], naming: [] });
    expect(await isThere(ground, "public.agents")).toBe(false);
    expect(await ground.rows("SELECT count(*)::int AS n FROM cyrex.agents")).toEqual([{ n: 1000 }]);
    expect(
      await ground.rows(
        "SELECT nspname FROM pg_namespace WHERE nspname = '_reorganize' UNION ALL SELECT tgname FROM pg_trigger",
      ),
    ).toEqual([]);
    await expect(rollBack(ground.session)).rejects.toThrow("nothing to undo");
    await expect(finalize(ground.session, atOnce)).rejects.toThrow("nothing to finalize");
    await expect(applyPlan(ground.session, plan)).rejects.toThrow("is not the one");
  }));

it("refuses while somebody uses an old name, and names who", () =>
  withGround(agentsSql, async (ground) => {
    await applied(ground);
    await ground.client.query("SELECT FROM public.agents LIMIT 1");
    const refused = await finalize(ground.session, { unusedForMs: 60_000 }).catch((error) => error);
    expect(refused).toBeInstanceOf(StillUsedError);
    expect(refused.message).toContain("used in the last 1 min");
    expect(refused.uses).toEqual([
      {
        view: "public.agents",
        login: new URL(ground.url).username,
        application: "program",
        last: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
    expect(await isThere(ground, "public.agents")).toBe(true);
    expect((await readUnderway(ground.session))?.stage).toBe("applied");
  }));

it("refuses before the plan has been applied for as long as asked", () =>
  withGround(agentsSql, async (ground) => {
    await applied(ground);
    await expect(finalize(ground.session, { unusedForMs: 60_000 })).rejects.toThrow(
      /not known yet whether old names are unused/,
    );
    await ground.client.query(
      "UPDATE _reorganize.plan SET applied_at = applied_at - interval '2 minutes'",
    );
    await finalize(ground.session, { unusedForMs: 60_000 });
  }));

it("refuses while rows are missing, and before the plan is applied", () =>
  withGround(agentsSql, async (ground) => {
    await applied(ground);
    await ground.client.query(
      "SET session_replication_role = replica; DELETE FROM cyrex.agents WHERE id = 7",
    );
    await expect(finalize(ground.session, atOnce)).rejects.toThrow(NotVerifiedError);
    await ground.client.query("UPDATE _reorganize.plan SET stage = 'applying'");
    await expect(finalize(ground.session, atOnce)).rejects.toMatchObject({
      message: expect.stringContaining("is not applied (applying)"),
      next: ["apply"],
    });
  }));

it("keeps rows in quarantine, and a table on which an unmanaged view depends", () =>
  withGround(agentsSql, async (ground) => {
    await applied(ground);
    await ground.client.query(`
      INSERT INTO _reorganize.quarantine (step, relation, key, row, reason) VALUES ('x', 'public.y', '{}', '{}', 'broken');
      CREATE TABLE _reorganize."twin public.z" (); CREATE VIEW public.mine AS SELECT FROM _reorganize."twin public.z"`);
    expect(await finalize(ground.session, atOnce)).toEqual({
      left: [
        { table: "_reorganize.quarantine", rows: 1 },
        { table: '_reorganize."twin public.z"', rows: 0 },
      ],
      different: [],
      naming: [],
    });
  }));

it("names what depends on an old name, and goes on once it is gone, without a rollback", () =>
  withGround(agentsSql, async (ground) => {
    await applied(ground);
    await ground.client.query("CREATE VIEW public.mine AS SELECT id FROM public.agents");
    await expect(finalize(ground.session, atOnce)).rejects.toThrow(
      /finish move cyrex.agents failed: .*view public.mine depends on view public.agents.*run finalize again/,
    );
    await expect(rollBack(ground.session)).rejects.toThrow("can no longer be rolled back");
    await ground.client.query("DROP VIEW public.mine");
    expect(await finalize(ground.session, { unusedForMs: 1e12 })).toEqual({
      left: [],
      different: [],
      naming: [],
    });
  }));

it("names the functions whose texts name old names, for no use of those shows before they are called", () =>
  withGround(agentsSql, async (ground) => {
    await applied(ground);
    await ground.client.query(`
      CREATE FUNCTION public.monthly(of int) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS
        'BEGIN RETURN (SELECT count(*) FROM public.agents); END';
      CREATE FUNCTION public.daily() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM cyrex.agents'`);
    const naming = [{ routine: "public.monthly(of integer)", names: ["public.agents"] }];
    expect(await readStatus(ground.session)).toMatchObject({ naming });
    expect(await finalize(ground.session, atOnce)).toMatchObject({ naming });
  }));

it("goes on by itself while its connection is cut again and again", () =>
  withGround(agentsSql, async (ground) => {
    await applied(ground);
    const cuts = await whileCutting(ground.url, 6, async () => {
      expect(await finalize(ground.session, atOnce)).toEqual({
        left: [],
        different: [],
        naming: [],
      });
    });
    expect(cuts).toBeGreaterThan(0);
    expect(await isThere(ground, "public.agents")).toBe(false);
  }));

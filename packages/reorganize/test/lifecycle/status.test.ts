import { expect, it } from "vitest";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { readStatus } from "../../src/lifecycle/status.js";
import { Session } from "../../src/session/session.js";
import { withGround } from "../fixture/apply-plan.js";
import { agentsSql, smallReorganization } from "../fixture/small-reorganization.js";

const time = expect.stringMatching(/^\d{4}-.*Z$/);

it("knows nothing where no reorganization is under way", () =>
  withGround("", async ({ session }) => {
    expect(await readStatus(session)).toBeUndefined();
  }));

it("says where a run stopped, and who works on it while one does", () =>
  withGround(agentsSql, async (ground) => {
    const plan = await smallReorganization(ground);
    const watcher = new Session(ground.url);
    // A reader, whom the move of the table has to wait for.
    await ground.client.query("BEGIN; LOCK TABLE public.agents IN ACCESS SHARE MODE");
    let stopped: Promise<unknown> | undefined;
    const during = await new Promise((resolve) => {
      stopped = applyPlan(ground.session, plan, {
        batchSize: 100,
        onEvent: (event) => {
          if (event.kind === "begun" && event.step.id.kind === "relocate")
            resolve(readStatus(watcher));
          if (event.kind === "rows" && event.rows === 300) throw new Error("stopped on purpose");
        },
      }).catch((error: Error) => error.message);
    });
    expect(during).toMatchObject({ worker: { since: time }, steps: { done: 1, of: 4 } });
    await ground.client.query("COMMIT");
    expect(await stopped).toBe("stopped on purpose");
    expect(await readStatus(watcher)).toEqual({
      stage: "applying",
      begunAt: time,
      appliedAt: null,
      steps: { done: 2, of: 4 },
      current: {
        step: expect.objectContaining({ id: { kind: "repair", action: "shout" }, rows: 0 }),
        since: time,
        rows: 300,
      },
      worker: null,
      quarantine: [],
      repaired: [],
      uses: [],
      naming: [],
    });
    await watcher.end();
  }));

it("counts what was repaired and quarantined, and names the programs on old names", () =>
  withGround(agentsSql, async (ground) => {
    await applyPlan(ground.session, await smallReorganization(ground));
    await ground.client.query(`
      INSERT INTO _reorganize.quarantine (step, relation, key, row, reason)
      SELECT 'x', 'cyrex.agents', '{}', '{}', 'an orphan' FROM generate_series(1, 3);
      INSERT INTO _reorganize.originals (step, key, before, after) VALUES
        ('shout', '{"id": 1}', '{}', '{}'), ('columns of cyrex.agents', '{"id": 1}', '{}', '{}')`);
    await ground.client.query("SELECT FROM public.agents LIMIT 1");
    expect(await readStatus(ground.session)).toMatchObject({
      stage: "applied",
      appliedAt: time,
      steps: { done: 4, of: 4 },
      current: null,
      quarantine: [{ table: "cyrex.agents", reason: "an orphan", rows: 3 }],
      repaired: [{ table: "cyrex.agents", rows: 1 }],
      uses: [{ view: "public.agents", application: "program" }],
    });
  }));

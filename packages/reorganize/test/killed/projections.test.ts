import { observedDifferences } from "@deepiri/observer";
import { noSweeps } from "@deepiri/vitest/skip";
import { expect, it } from "vitest";
import { observe } from "../../src/catalog/observer/observe.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { verify } from "../../src/verify/verify.js";
import { isKilled } from "../fixture/is-killed.js";
import { onProjectedSource } from "../fixture/projected.js";
import { readContent } from "../fixture/read-content.js";

/** After how many of its messages the tool is killed; each of them with SWEEP_CASES=all. */
const step = noSweeps ? 9 : process.env.SWEEP_CASES === "all" ? 1 : 3;

it("resumes rows that change shape wherever apply was killed, and rolls back wherever rollback was", () =>
  onProjectedSource(async (ground, plan) => {
    const { session, url } = ground;
    const [objects, rows] = [await observe(session), await readContent(session)];
    let deaths = 0;
    for (let messages = 0, killed = true; killed; messages += step) {
      killed = await isKilled(url, messages, async (dying) => {
        await applyPlan(dying, plan, { batchSize: 7 });
      });
      if (killed) deaths += 1;
    }
    expect(await verify(session, plan)).toMatchObject({ ok: true });
    for (let messages = 0, killed = true; killed; messages += step) {
      killed = await isKilled(url, messages, async (dying) => {
        await rollBack(dying, { batchSize: 7 });
      });
      if (killed) deaths += 1;
    }
    expect(deaths).toBeGreaterThan(3);
    expect(observedDifferences(objects, await observe(session))).toEqual([]);
    expect(await readContent(session)).toEqual(rows);
  }));

it("rolls back from wherever apply was killed", async () => {
  for (let messages = 5, killed = true; killed; messages += step * 4)
    await onProjectedSource(async ({ session, url }, plan) => {
      const [objects, rows] = [await observe(session), await readContent(session)];
      killed = await isKilled(url, messages, async (dying) => {
        await applyPlan(dying, plan, { batchSize: 7 });
      });
      await rollBack(session, { batchSize: 7 });
      expect(observedDifferences(objects, await observe(session))).toEqual([]);
      expect(await readContent(session)).toEqual(rows);
    });
});

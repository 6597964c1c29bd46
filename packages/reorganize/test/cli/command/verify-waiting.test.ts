import { expect, it } from "vitest";
import { verifyWithProgress } from "../../../src/cli/command/verify.js";
import { silent } from "../../../src/cli/progress.js";
import { applyPlan } from "../../../src/lifecycle/apply.js";
import { withGround } from "../../fixture/apply-plan.js";
import { agentsSql, smallReorganization } from "../../fixture/small-reorganization.js";

it(
  "says who holds a table that is to be verified, and goes on once it is free",
  {
    timeout: 60_000,
  },
  () =>
    withGround(agentsSql, async (ground) => {
      await applyPlan(ground.session, await smallReorganization(ground));
      await ground.client.query("BEGIN; LOCK TABLE cyrex.agents IN ACCESS EXCLUSIVE MODE");
      const said: string[] = [];
      const say = (text: string): void => {
        said.push(text);
        void ground.client.query("ROLLBACK");
      };
      const { tables } = await verifyWithProgress(ground.session, { ...silent, say });
      expect(said).toEqual([expect.stringMatching(/^Waits for process \d+ \(.*last statement/)]);
      expect(tables).toMatchObject([{ table: "cyrex.agents", ok: true }]);
    }),
);

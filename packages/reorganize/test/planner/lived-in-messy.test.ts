import { afterAll, beforeAll, it } from "vitest";
import { planSteps } from "../../src/planner/plan-steps.js";
import { withSession } from "../../src/session/with-session.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { live, messyLives } from "../fixture/lived-in/messy-database.js";
import { thereAndBack } from "../fixture/lived-in/there-and-back.js";
import { tryLives } from "../fixture/lived-in/try-lives.js";
import { onCloneOf } from "../fixture/on-clone.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";
import { withRoles } from "../fixture/with-roles.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

it(
  "is refused by name before anything is changed, or goes there and back to the last byte, whatever others did to a messy database",
  { timeout: 1_800_000 },
  () =>
    withRoles(["reader", "writer"], (roles) =>
      tryLives(messyLives, { cases: 2, seed: 5, patience: 3 }, (life) =>
        atMessyDatabase(life.messy, async (url) => {
          await live(url, life, roles);
          return thereAndBack({
            onCopy: (body) => onCloneOf(url, (clone) => withSession(clone, body)),
            plan: (copy) => planSteps(copy, target, workspaceMapping),
            target,
          });
        }),
      ),
    ),
);

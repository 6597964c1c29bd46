import { someOf } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, test } from "vitest";
import { applySteps } from "../../src/executor/apply-steps.js";
import { undoSteps } from "../../src/executor/undo-steps.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import { planSteps } from "../../src/planner/plan-steps.js";
import { Session } from "../../src/session/session.js";
import { planOf } from "../fixture/apply-plan.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";
import { rowsLost } from "../fixture/rows-lost.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

test.each(someOf(["prisma-together", "intelligence-twice"], ["prisma-together"]))(
  "the rows counted before the first step of %s are those that are quarantined",
  { timeout: 60_000 },
  (name) =>
    atMessyDatabase(name, async (url) => {
      const session = new Session(url);
      try {
        const { steps, sources, losing } = await planSteps(session, target, workspaceMapping);
        await undoSteps(session, { steps });
        const compare = await rowsLost(url, losing, sources);
        await beginJournal(session, planOf(steps), "of this test");
        await applySteps(session, { steps });
        await compare(session);
      } finally {
        await session.end();
      }
    }),
);

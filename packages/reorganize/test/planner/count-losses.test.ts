import { afterAll, beforeAll, expect, test } from "vitest";
import { undoSteps } from "../../src/executor/undo-steps.js";
import { countQuarantined } from "../../src/ledger/quarantine.js";
import { countLosses } from "../../src/planner/count-losses.js";
import { planSteps } from "../../src/planner/plan-steps.js";
import { Session } from "../../src/session/session.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

/** What a merge quarantines, and what is cut by another way than by a rule of one row. */
const otherwise = /version of the row|^the same |^another of its tables|closes a cycle/;

test.each(["prisma-together", "intelligence-twice"])(
  "the rows counted before the first step of %s are those that are quarantined",
  { timeout: 60_000 },
  (name) =>
    atMessyDatabase(name, async (url) => {
      const session = new Session(url);
      try {
        const { steps, sources, losing } = await planSteps(session, target, workspaceMapping);
        const quarantined = await countQuarantined(session);
        await undoSteps(session, { steps });
        const { losses, unchecked } = await countLosses(url, losing, sources);
        const counted = losses.flatMap(({ table, reasons }) =>
          reasons.map(({ reason, rows }) => ({ table, reason, rows })),
        );
        expect(unchecked).toEqual([]);
        expect(inOrder(counted)).toEqual(inOrder(quarantined));
        for (const { table, of, rows } of losses)
          expect({ table, rows, some: rows > 0 && rows <= of }).toMatchObject({ some: true });
      } finally {
        await session.end();
      }
    }),
);

type Row = { readonly table: string; readonly reason: string; readonly rows: number };

function inOrder(rows: readonly Row[]): string[] {
  return rows
    .filter(({ reason }) => !otherwise.test(reason))
    .map(({ table, reason, rows }) => `${table} ${reason}: ${rows}`)
    .sort();
}

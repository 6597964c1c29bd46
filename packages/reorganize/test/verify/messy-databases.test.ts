import { someOf } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import type { TableVerification, Verification } from "../../src/verify/verification.js";
import { verify } from "../../src/verify/verify.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

/** Applies the plan that is made for the database, and verifies all there is to verify. */
function verifiedAfterApply(name: string): Promise<Verification> {
  return atMessyDatabase(name, async (url) => {
    const plan = await makePlan(url);
    const session = new Session(url);
    try {
      await applyPlan(session, plan);
      return await verify(session, plan, target);
    } finally {
      await session.end();
    }
  });
}

test.each(someOf(["prisma-together", "everything"], ["prisma-together"]))(
  "%s, broken in all ways and with unmanaged objects, is found to be as promised",
  { timeout: 120_000 },
  async (name) => {
    const { problems, tables } = await verifiedAfterApply(name);
    expect({ problems, differing: tables.filter(({ ok }) => !ok) }).toEqual({
      problems: [],
      differing: [],
    });
    expect(tables.filter((table) => table.now !== accountedFor(table))).toEqual([]);
    expect(tables.some(({ quarantined }) => quarantined > 0)).toBe(true);
    expect(tables.some(({ repaired }) => repaired > 0)).toBe(true);
  },
);

/** Rows before, with those that came since, less those that went: deleted or set aside. */
function accountedFor({ sources, inserted, deleted, quarantined }: TableVerification): number {
  return sources.reduce((sum, { rows }) => sum + rows, inserted - deleted - quarantined);
}

import { someOf } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import type { Step } from "../../src/plan/step.js";
import { planSteps } from "../../src/planner/plan-steps.js";
import { Session } from "../../src/session/session.js";
import { atMessyDatabase, createMessyDatabase } from "../fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";
import { watchRuns } from "./reshape/bench.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

const sound = { broken: false, unmanaged: false };

const names = ["init-34", "intelligence-main", "prisma-auth-branch", "cyrex-old"];

describe.each(someOf(names, ["init-34"], 1))("%s", (name) => {
  it("meets no statement under a lock that reads a table through, and none that locks many tables", {
    timeout: 120_000,
  }, async () => {
    // Roles and histories have few rows.
    const steps = (await stepsOf(name)).filter(
      ({ id }) => id.kind !== "seed" && id.kind !== "record",
    );
    await atMessyDatabase(
      name,
      async (url) => {
        const session = new Session(url);
        try {
          await beginJournal(session, {}, "of this test");
          const client = await session.client();
          const there = steps.map(({ forward }) => forward);
          expect(await watchRuns(client, there)).toEqual({ scans: [], crowds: [] });
          const back = [...steps].reverse().flatMap(({ inverse }) => inverse);
          expect(await watchRuns(client, back)).toEqual({ scans: [], crowds: [] });
        } finally {
          await session.end();
        }
      },
      sound,
    );
  });
});

async function stepsOf(name: string): Promise<readonly Step[]> {
  const copy = await createMessyDatabase(name, sound);
  const session = new Session(copy.url);
  try {
    return (await planSteps(session, target, workspaceMapping)).steps;
  } finally {
    await session.end();
    await copy.drop();
  }
}

import { isCurrent, migrate, readStatus } from "@deepiri/schema-engine";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { expect, it } from "vitest";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";

it("leaves nothing for db:migrate to do, neither migrations nor rights", { timeout: 120_000 }, () =>
  atMessyDatabase("prisma-together", async (url) => {
    const plan = await makePlan(url);
    const session = new Session(url);
    await applyPlan(session, plan).finally(() => session.end());
    const platform = findDatabase(readWorkspace());
    const results = await migrate(platform, { url });
    expect(results.length).toBe(platform.packages.length);
    for (const { applied, grants } of results) expect([applied, grants.applied]).toEqual([[], []]);
    const again = new Session(url);
    const states = await readStatus(await again.client(), platform.packages).finally(() =>
      again.end(),
    );
    expect(states.filter((state) => !isCurrent(state))).toEqual([]);
  }),
);

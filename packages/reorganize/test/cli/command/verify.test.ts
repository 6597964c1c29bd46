import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { applyPlan } from "../../../src/lifecycle/apply.js";
import { makePlan } from "../../../src/planner/make-plan.js";
import { Session } from "../../../src/session/session.js";
import { createMessyDatabase } from "../../fixture/at-messy-database.js";
import { runReorganize } from "./run-reorganize.js";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await createMessyDatabase("cyrex-old", { unmanaged: false });
  const plan = await makePlan(database.url);
  const session = new Session(database.url);
  await applyPlan(session, plan).finally(() => session.end());
}, 60_000);
afterAll(() => database.drop());

async function send(sql: string): Promise<void> {
  const client = await connectOnce(database.url);
  await client.query(sql).finally(() => client.end());
}

const verify = (...args: string[]) => runReorganize(["verify", "--url", database.url, ...args]);

it("tells a person what became of each table, and what to do next", {
  timeout: 30_000,
}, async () => {
  const { code, stdout, stderr } = await verify();
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/^✔ Every row is where it should be in postgresql:/);
  expect(stdout).toMatch(/✔ +cyrex\.\w+ \(from public\.\w+\) +\d+ +0 +0 +0 +0 +0 +\d+ +\d+\n/);
  expect(stdout).toContain("Next: pnpm reorganize status");
  expect(stderr).toContain("Building the target");
});

it("names what differs and fails, for people and for machines", async () => {
  await send(
    `SET session_replication_role = replica;
     UPDATE cyrex.workflows SET name = 'secret' WHERE workflow_id = (SELECT min(workflow_id) FROM cyrex.workflows);
     ALTER TABLE cyrex.workflows DROP CONSTRAINT workflows_pkey CASCADE`,
  );
  const human = await verify();
  expect(human.code).toBe(1);
  expect(human.stdout).toContain("cyrex.workflows differs in name");
  expect(human.stdout).toMatch(/cyrex\.workflows: \S+, changed by a write that was not captured/);
  expect(human.stdout).toContain("keys: constraint cyrex.workflows.workflows_pkey is missing");
  expect(human.stdout).not.toContain("ecret");
  const { code, stdout, stderr } = await verify("--json");
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ stage: "applied", ok: false });
});

it("says so where there is nothing to verify", async () => {
  const empty = await createEmptyDatabase("nothing");
  const { code, stdout, stderr } = await runReorganize(["verify", "--url", empty.url]).finally(
    empty.drop,
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/no reorganization is under way.*\n/);
  expect(stderr).not.toMatch(/^ +at |not expected/m);
});

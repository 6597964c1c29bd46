import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectOnce } from "@deepiri/database";
import type { EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { applyPlan } from "../../../src/lifecycle/apply.js";
import { rollBack } from "../../../src/lifecycle/rollback.js";
import { readStatus } from "../../../src/lifecycle/status.js";
import { readPlan, writePlan } from "../../../src/plan/plan-file.js";
import { makePlan } from "../../../src/planner/make-plan.js";
import { Session } from "../../../src/session/session.js";
import { withSession } from "../../../src/session/with-session.js";
import { kindNames } from "../../../src/steps/kinds.js";
import { createMessyDatabase } from "../../fixture/at-messy-database.js";
import { type Outcome, runReorganize } from "./run-reorganize.js";

const scans = { timeout: 120_000 };

let database: EmptyDatabase;
let folder: string;
let plan: string;
let steps: number;
beforeAll(async () => {
  database = await createMessyDatabase("cyrex-old", { unmanaged: false });
  folder = mkdtempSync(join(tmpdir(), "life-"));
  plan = join(folder, "plan.json");
  const made = await makePlan(database.url);
  steps = made.steps.length;
  writePlan(plan, made);
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});
beforeEach(() => async () => {
  const session = new Session(database.url);
  if (await readStatus(session)) await rollBack(session);
  await session.end();
});

const run = (verb: string, ...args: string[]): Promise<Outcome> =>
  runReorganize([verb, "--url", database.url, ...args]);
const apply = (...args: string[]): Promise<Outcome> => run("apply", "--plan", plan, ...args);

/** Applies, and sends the process the signal once that step has ended. */
function applyUntil(step: number, signal: NodeJS.Signals): Promise<Outcome> {
  const args = ["apply", "--url", database.url, "--plan", plan, "--yes"];
  let sent = false;
  return runReorganize(args, {}, (heard, child) => {
    if (!sent && heard.includes(`\n${step}/`)) sent = child.kill(signal);
  });
}

/** Lets a program read through the old name of the agents. */
async function useOldName(): Promise<void> {
  const client = await connectOnce(database.url, { applicationName: "old program" });
  await client.query("SELECT FROM public.agents LIMIT 1").finally(() => client.end());
}

it(
  "applies, tells who uses old names, refuses to end while somebody does, and rolls back",
  scans,
  async () => {
    const applied = await apply("--yes");
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.stderr).toMatch(new RegExp(`^1/${steps} .+ \\(\\d+ ms\\)$`, "m"));
    expect(applied.stdout).toContain(`✔ ${steps} steps are applied (`);
    expect(applied.stdout).toContain("✔ Every row is where it should be");
    await useOldName();
    const status = await run("status");
    expect(status).toMatchObject({ code: 0, stderr: "" });
    expect(status.stdout).toContain(`${steps} of ${steps} steps are done`);
    expect(status.stdout).toMatch(/public\.agents +\S+ +old program +\d{4}-/);
    const refused = await run("finalize", "--yes");
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/public\.agents +\S+ +old program/);
    expect(refused.stderr).toContain("Old names were used in the last 24 h 0 min");
    expect((await apply("--yes")).stdout).toContain(`${steps} steps are applied already.`);
    const back = await run("rollback", "--yes");
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining("is as it was") });
    expect(back.stderr).toContain(`${steps}/${steps} undo: `);
  },
);

it("stops at Ctrl-C, and goes on to the end with nothing but JSON on stdout", scans, async () => {
  const stopped = await applyUntil(10, "SIGINT");
  expect(stopped.code).toBe(1);
  expect(stopped.stderr).toContain("Stopping at the next safe point");
  expect(stopped.stderr).toContain("Stopped; nothing is lost. Go on with: pnpm reorganize apply");
  const status = JSON.parse((await run("status", "--json")).stdout);
  expect(status).toMatchObject({ stage: "applying", steps: { of: steps }, worker: null });
  expect(status.steps.done).toBeLessThan(steps);
  const { code, stdout, stderr } = await apply("--yes", "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ outcome: "applied", verification: { ok: true } });
});

it("goes back after it was killed", scans, async () => {
  const killed = await applyUntil(20, "SIGKILL");
  expect(killed.code).toBeNull();
  const { code, stdout } = await run("rollback", "--yes", "--json");
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({
    code: 0,
    outcome: "rolled back",
    left: [],
  });
  expect(JSON.parse((await run("status", "--json")).stdout)).toEqual({ stage: null, left: [] });
});

it("prints every step with its lock on a dry run, and changes nothing", scans, async () => {
  const { code, stdout } = await apply("--dry-run");
  expect(code).toBe(0);
  expect(stdout).toContain("ALTER TABLE");
  expect(stdout).toContain("lock ACCESS EXCLUSIVE");
  expect(JSON.parse((await run("status", "--json")).stdout)).toEqual({ stage: null, left: [] });
});

it.each<[string, string[], string]>([
  ["apply without a yes", ["apply"], "needs a yes, and there is no terminal to ask on"],
  ["rollback of nothing", ["rollback", "--yes"], "nothing to undo"],
  ["finalize of nothing", ["finalize", "--yes"], "nothing to finalize"],
  ["a time that is none", ["finalize", "--unused-for", "soon"], "a number and s, m, h or d"],
  ["batches of nothing", ["apply", "--batch-size", "0"], "a whole number, 1 or more"],
  ["a plan that is not there", ["apply", "--plan", "/nowhere.json"], "Cannot read /nowhere.json"],
])("refuses %s in a sentence", async (_, [verb = "", ...args], sentence) => {
  const needed = verb === "apply" && !args.includes("--plan") ? ["--plan", plan] : [];
  const { code, stderr } = await run(verb, ...needed, ...args);
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^ +at |not expected/m);
});

// The last one: there is no way back for the tests before it.
it("finalizes when nobody uses old names, and says that there is no way back", scans, async () => {
  await withSession(database.url, async (session) => applyPlan(session, readPlan(plan, kindNames)));
  await useOldName();
  const done = await run("finalize", "--yes", "--unused-for", "0s");
  expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining("is finalized") });
  expect(done.stderr).toContain("There is no way back from this");
  expect((await run("rollback", "--yes")).stderr).toContain("nothing to undo");
});

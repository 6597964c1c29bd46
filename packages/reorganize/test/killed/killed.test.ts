import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writePlan } from "../../src/plan/plan-file.js";
import { runReorganize } from "../cli/command/run-reorganize.js";
import { type Death, Reaper } from "./deadly-session.js";
import { applyDeadly, applyOnce, type Ground, prepareGround, rollBackDeadly } from "./ground.js";

// TEST_SWEEPS=1 takes the largest database. KILL_ROUNDS=all meets every message with every death, which takes an
// hour or more.
const isFull = process.env.KILL_ROUNDS === "all";
const timeout = isFull ? 7_200_000 : 300_000;

const kills: readonly Death[] = ["killed before", "killed during", "killed after"];
const terminations: readonly Death[] = [
  "terminated before",
  "terminated within",
  "terminated after",
];

let database: EmptyDatabase;
let ground: Ground;
beforeAll(async () => {
  database = await createEmptyDatabase("killed");
  ground = await prepareGround(database.url, noSweeps ? "init-34" : "everything");
});
afterAll(() => database.drop());

const everyDeath = [...kills, ...terminations];
/** Of how many messages one is met; a death of every kind comes in turn. */
const oneIn = 60;

test(
  "kill -9 of the tool or pg_terminate_backend anywhere: it goes on, to the end and then back",
  {
    timeout,
  },
  () =>
    ground.onClone(async (url) => {
      const there = reaperOf(oneIn);
      await applyDeadly(url, ground.plan, there);
      await ground.expectApplied(url);
      const back = reaperOf(oneIn);
      await rollBackDeadly(url, back);
      await ground.expectAsBefore(url);
      expectMet(there);
      expectMet(back);
    }),
);

const points = isFull ? 150 : noSweeps ? 1 : 2;
test(`kill -9 anywhere (${points} of all messages): it can be rolled back from there`, {
  timeout,
}, async () => {
  const { messages } = ground;
  for (let point = 0; point < points; point += 1) {
    // Not before there is anything to roll back.
    const number = 5 + Math.floor(((messages - 5) * (point + 0.5)) / points);
    const death = kills[point % kills.length] as Death;
    const once = new Reaper({ deaths: [death], picks: (seen) => seen === number });
    await ground.onClone(async (url) => {
      expect(await applyOnce(url, ground.plan, once)).toBe(false);
      await rollBackDeadly(url, reaperOf(150));
      await ground.expectAsBefore(url);
    });
  }
});

const command = `kill -9 of the command itself, there and back: the same command goes on${because(noSweeps)}`;
test.skipIf(noSweeps)(command, { timeout }, () =>
  ground.onClone(async (url) => {
    const folder = mkdtempSync(join(tmpdir(), "killed-"));
    const file = join(folder, "plan.json");
    writePlan(file, ground.plan);
    const steps = ground.plan.steps.length;
    const killAt = [0.02, 0.6].map((part) => Math.ceil(part * steps));
    for (const step of killAt)
      expect(await runUntil(step, "apply", "--plan", file, "--url", url)).toBe(null);
    expect(await runUntil(Number.NaN, "apply", "--plan", file, "--url", url)).toBe(0);
    await ground.expectApplied(url);
    for (const step of killAt.slice(-1))
      expect(await runUntil(step, "rollback", "--url", url)).toBe(null);
    expect(await runUntil(Number.NaN, "rollback", "--url", url)).toBe(0);
    await ground.expectAsBefore(url);
    rmSync(folder, { recursive: true });
  }),
);

/** Exit code of the command; null when it was killed, which it is once that step or a later one has ended. */
async function runUntil(step: number, ...args: string[]): Promise<number | null> {
  const { code } = await runReorganize([...args, "--yes"], {}, (heard, child) => {
    const reached = [...heard.matchAll(/^(\d+)\//gm)].map(([, number]) => Number(number));
    if (Math.max(...reached) >= step) child.kill("SIGKILL");
  });
  return code;
}

function reaperOf(oneIn: number): Reaper {
  const picks = (number: number): boolean => isFull || number % oneIn === 0;
  return new Reaper({ deaths: everyDeath, picks, all: isFull });
}

/** Fails unless there were as many deaths as asked for. */
function expectMet({ met, messages }: Reaper): void {
  if (isFull) console.info(`${met} of ${met} deaths at ${messages} messages were survived`);
  expect(messages).toBeGreaterThan(ground.plan.steps.length);
  expect(met).toBeGreaterThanOrEqual(isFull ? 2 * messages : Math.floor(messages / oneIn));
}

import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Death, Reaper } from "./deadly-session.js";
import { applyDeadly, applyOnce, type Ground, prepareGround, rollBackDeadly } from "./ground.js";

// KILL_ROUNDS=all meets every message with every death, which takes some ten minutes.
const isFull = process.env.KILL_ROUNDS === "all";
const oneIn = isFull ? 1 : 12;
const minutes = (count: number) => ({ timeout: count * 60_000 * (isFull ? 15 : 1) });

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
  ground = await prepareGround(database.url, "everything", { strangers: false });
});
afterAll(() => database.drop());

test.each([
  ["kill -9 of the tool", kills],
  ["pg_terminate_backend", terminations],
])("%s anywhere: it goes on, to the end and then back", minutes(2), (_, deaths) =>
  ground.onClone(async (url) => {
    const there = new Reaper(deaths, (number) => number % oneIn === 0);
    await applyDeadly(url, ground.plan, there);
    await ground.expectApplied(url);
    const back = new Reaper(deaths, (number) => number % oneIn === 0);
    await rollBackDeadly(url, back);
    await ground.expectAsBefore(url);
    tell(there, back);
  }),
);

const points = isFull ? 150 : 6;
test(
  `kill -9 anywhere: from each of ${points} points it can be rolled back`,
  minutes(2),
  async () => {
    const messages = await countMessages();
    for (let point = 0; point < points; point += 1) {
      // Not before there is anything to roll back.
      const number = 5 + Math.floor(((messages - 5) * point) / points);
      const once = new Reaper([kills[point % 3] as Death], (seen) => seen === number);
      const back = new Reaper([...kills, ...terminations], (seen) => seen % 150 === 7);
      await ground.onClone(async (url) => {
        expect(await applyOnce(url, ground.plan, once)).toBe(false);
        await rollBackDeadly(url, back);
        await ground.expectAsBefore(url);
      });
    }
  },
);

/** How many messages an undisturbed run sends. */
async function countMessages(): Promise<number> {
  const watching = new Reaper([], () => false);
  await ground.onClone((url) => applyDeadly(url, ground.plan, watching));
  return watching.messages.length;
}

/** Fails unless deaths came to so many messages as asked for. A message that got through is not sent again. */
function tell(...reapers: Reaper[]): void {
  const met = sum(reapers, (reaper) => reaper.met);
  const messages = sum(reapers, (reaper) => reaper.messages.length);
  if (isFull) console.info(`survived ${met} of ${met} deaths over ${messages} messages`);
  expect(met).toBeGreaterThan((2 * messages) / oneIn);
  expect(messages).toBeGreaterThan(3 * ground.plan.steps.length);
}

function sum(reapers: readonly Reaper[], of: (reaper: Reaper) => number): number {
  return reapers.reduce((total, reaper) => total + of(reaper), 0);
}

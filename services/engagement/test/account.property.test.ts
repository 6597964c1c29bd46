import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { awardMomentum } from "../src/momentum/award-momentum.js";
import { cashInStreak } from "../src/streak/cash-in-streak.js";
import { countStreak } from "../src/streak/count-streak.js";
import { type StreakType, streakTypes } from "../src/words.js";
import { AccountModel } from "./account-model.js";
import { useEngagement } from "./use-engagement.js";

const { open, projects, users } = useEngagement();

const monday = Date.UTC(2026, 10, 30);
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 400 }) },
  { weight: 1, arbitrary: fc.constantFrom(1_500_000_000, -5) },
);
const source = fc.constantFrom("commits" as const, "tasks" as const, "designEdits" as const);
const project = fc.nat({ max: 1 });
// Of few kinds in one case, so that they meet often.
const cases = fc.tuple(fc.constantFrom(...streakTypes), fc.constantFrom(...streakTypes));
const steps = cases.chain((types) => {
  const type = fc.constantFrom(...types);
  const days = fc.nat({ max: 8 });
  const step = fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("award"), amount, source }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("count"), type, project }) },
    // Long runs, which single events seldom make.
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("keep up"), type, project, days }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("cash in"), type }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("wait"), wait: fc.nat({ max: 3 }) }) },
  );
  return fc.array(step, { minLength: 5, maxLength: 15 });
});

it("momentum, streaks and credits are what a model says, and never negative", async () => {
  const property = fc.asyncProperty(steps, async (all) => {
    const { id: userId } = await users.create();
    const places = (await projects.createMany(2, { ownerId: userId })).map(({ id }) => id);
    const model = new AccountModel();
    let day = 0;
    const count = async (type: StreakType, projectId = "") => {
      // Late in the evening, so that only a day counted in UTC is the right one.
      const at = new Date(monday + day * 86_400_000 + 86_399_000);
      const event = { userId, type, at, projectId };
      const streak = await open.client.transaction((tx) => countStreak(tx, event));
      model.count(type, day, projectId);
      expect(streak).toMatchObject(fieldsOf(model, type));
    };
    for (const one of all) {
      if ("wait" in one) day += one.wait;
      else if ("amount" in one) {
        const { amount, source } = one;
        const awarding = open.client.transaction((tx) =>
          awardMomentum(tx, { userId, amount, source }),
        );
        expect(await succeeds(awarding)).toBe(amount >= 0 && model.award(amount, source));
      } else if ("days" in one) {
        for (let left = one.days; left > 0; left -= 1) {
          day += one.type === "weekly" ? 7 : 1;
          await count(one.type, places[one.project]);
        }
      } else if ("project" in one) await count(one.type, places[one.project]);
      else {
        const { type } = one;
        const cashing = open.client.transaction((tx) => cashInStreak(tx, { userId, type }));
        expect(await succeeds(cashing)).toBe(model.cashIn(type));
      }
    }
    await expectAccount(userId, model);
  });
  await checkProperty(property, 40);
});

function fieldsOf(model: AccountModel, type: StreakType) {
  const { current, longest, canCashIn } = model.streak(type);
  return {
    [`${type}Current`]: current,
    [`${type}Longest`]: longest,
    [`${type}CanCashIn`]: canCashIn,
  };
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

async function expectAccount(userId: string, model: AccountModel): Promise<void> {
  const where = { userId };
  const include = { levelProgress: true } as const;
  const momentum = await open.client.momentum.findUnique({ where, include });
  const bySource = Object.fromEntries(model.bySource);
  if (momentum || model.total > 0) {
    expect(momentum).toMatchObject({ totalMomentum: model.total, currentLevel: model.level });
    expect(momentum).toMatchObject(bySource);
    const levels = momentum?.levelProgress.map(({ level }) => level).sort((a, b) => a - b);
    expect(levels).toEqual(Array.from({ length: model.level - 1 }, (_, at) => at + 2));
  }
  const streak = await open.client.streak.findUnique({ where, include: { cashedIn: true } });
  for (const type of streak ? streakTypes : []) {
    expect(streak).toMatchObject(fieldsOf(model, type));
  }
  const paid = streak?.cashedIn.map((one) => `${one.streakType} ${one.boostCreditsEarned}`) ?? [];
  expect(paid.sort()).toEqual(model.cashedIn.sort());
  const boost = await open.client.boost.findUnique({ where });
  expect(boost?.boostCredits ?? 0).toBe(model.credits);
  for (const row of [momentum, streak, boost]) {
    const numbers = Object.values(row ?? {}).filter((value) => typeof value === "number");
    expect(numbers.filter((value) => value < 0)).toEqual([]);
  }
}

import { describe, expect, it } from "vitest";
import { StreakNotReadyError } from "../../src/errors.js";
import { cashInStreak } from "../../src/streak/cash-in-streak.js";
import type { StreakType } from "../../src/words.js";
import { useEngagement } from "../use-engagement.js";

const { open, boosts, streaks, users } = useEngagement();

describe("cashing in a streak", () => {
  it.each(["daily", "weekly", "project", "pr", "healthy"] as const)(
    "%s: pays a credit for each day or week, and begins it again",
    async (type) => {
      const userId = await insertStreak(type, 9);
      const cashed = await cashIn(userId, type);
      expect(cashed).toMatchObject({ streakType: type, streakValue: 9, boostCreditsEarned: 9 });
      const streak = await open.client.streak.findUniqueOrThrow({ where: { userId } });
      expect(streak).toMatchObject({ [`${type}Current`]: 0, [`${type}CanCashIn`]: false });
      const boost = await open.client.boost.findUniqueOrThrow({ where: { userId } });
      expect(boost.boostCredits).toBe(9);
    },
  );

  it("adds to the credits that are there", async () => {
    const userId = await insertStreak("daily", 7);
    await boosts.create({ userId, boostCredits: 5 });
    await cashIn(userId, "daily");
    const boost = await open.client.boost.findUniqueOrThrow({ where: { userId } });
    expect(boost.boostCredits).toBe(12);
  });

  it("is refused for another kind, which is not ready, and for a user without streaks", async () => {
    const userId = await insertStreak("daily", 7);
    await expect(cashIn(userId, "weekly")).rejects.toBeInstanceOf(StreakNotReadyError);
    const nobody = await users.create();
    await expect(cashIn(nobody.id, "daily")).rejects.toBeInstanceOf(StreakNotReadyError);
  });

  it("pays once when eight ask at once", async () => {
    const userId = await insertStreak("pr", 6);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => cashIn(userId, "pr")),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(7);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(StreakNotReadyError);
    const boost = await open.client.boost.findUniqueOrThrow({ where: { userId } });
    expect(boost.boostCredits).toBe(6);
  });
});

function cashIn(userId: string, type: StreakType) {
  return open.client.transaction((tx) => cashInStreak(tx, { userId, type }));
}

async function insertStreak(type: StreakType, length: number): Promise<string> {
  const ready = { [`${type}Current`]: length, [`${type}CanCashIn`]: true };
  return (await streaks.create(ready)).userId;
}

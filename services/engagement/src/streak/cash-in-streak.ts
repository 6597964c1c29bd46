import type { EngagementTransaction } from "../client.js";
import { StreakNotReadyError } from "../errors.js";
import type { CashedInStreak } from "../generated/client.js";
import type { StreakType } from "../words.js";

/** What `cashInStreak` needs to know. */
export interface StreakToCashIn {
  readonly userId: string;
  readonly type: StreakType;
}

/**
 * Gives up a streak for boost credits, one for each day (week) of it, and returns the record of it.
 *
 * The credits are added to the user's account, which is opened when there is none. Of two callers at
 * once one is paid, the other gets StreakNotReadyError.
 */
export async function cashInStreak(
  tx: EngagementTransaction,
  { userId, type }: StreakToCashIn,
): Promise<CashedInStreak> {
  // The condition and the lock in one statement: whoever comes second finds the flag taken down.
  const claimed = await tx.streak.updateMany({
    where: { userId, [`${type}CanCashIn`]: true },
    data: { [`${type}CanCashIn`]: false },
  });
  if (claimed.count === 0) throw new StreakNotReadyError(userId, type);

  const streak = await tx.streak.findUniqueOrThrow({ where: { userId } });
  const length = streak[`${type}Current`];
  await tx.streak.update({ where: { userId }, data: { [`${type}Current`]: 0 } });
  await tx.boost.upsert({
    where: { userId },
    create: { userId, boostCredits: length },
    update: { boostCredits: { increment: length } },
  });
  return tx.cashedInStreak.create({
    data: {
      streakId: streak.id,
      streakType: type,
      streakValue: length,
      boostCreditsEarned: length,
    },
  });
}

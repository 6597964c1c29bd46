import type { EngagementTransaction } from "../client.js";
import { ProjectMissingError } from "../errors.js";
import type { Prisma, Streak } from "../generated/client.js";
import type { StreakType } from "../words.js";
import { nextDayStreak, nextWeekStreak } from "./next-streak.js";

/** How long a streak must be to be cashed in: days, or weeks for the weekly one. */
export const cashInLength: Readonly<Record<StreakType, number>> = {
  daily: 7,
  weekly: 2,
  project: 3,
  pr: 5,
  healthy: 7,
};

/** What `countStreak` needs to know. */
export interface StreakEvent {
  readonly userId: string;
  readonly type: StreakType;
  /** When it happened; now if not given. */
  readonly at?: Date | undefined;
  /** The project, for a project streak; another one than last time starts from 1. */
  readonly projectId?: string | undefined;
}

/**
 * Counts one event for a streak of a user, whose streaks are opened when there are none.
 *
 * A second event of the same day (week) changes nothing. Throws ProjectMissingError.
 */
export async function countStreak(tx: EngagementTransaction, event: StreakEvent): Promise<Streak> {
  const { userId, type, at = new Date(), projectId } = event;
  if (type === "project" && !projectId) throw new ProjectMissingError();
  // Writes nothing new, but locks the row until the transaction ends.
  const streak = await tx.streak.upsert({
    where: { userId },
    create: { userId },
    update: { userId },
  });
  const data =
    type === "weekly" ? weeklyChange(streak, at) : dailyChange(streak, type, at, projectId);
  return tx.streak.update({ where: { userId }, data });
}

function weeklyChange(streak: Streak, at: Date): Prisma.StreakUncheckedUpdateInput {
  const next = nextWeekStreak(
    {
      current: streak.weeklyCurrent,
      longest: streak.weeklyLongest,
      lastWeek: streak.weeklyLastWeek,
    },
    at,
  );
  return {
    weeklyCurrent: next.current,
    weeklyLongest: next.longest,
    weeklyLastWeek: next.lastWeek,
    weeklyCanCashIn: next.current >= cashInLength.weekly,
  };
}

function dailyChange(
  streak: Streak,
  type: Exclude<StreakType, "weekly">,
  at: Date,
  projectId: string | undefined,
): Prisma.StreakUncheckedUpdateInput {
  const sameProject = type !== "project" || streak.projectId === projectId;
  const lastDate = sameProject ? streak[`${type}LastDate`] : null;
  const longest = streak[`${type}Longest`];
  const next = nextDayStreak({ current: streak[`${type}Current`], longest, lastDate }, at);
  return {
    [`${type}Current`]: next.current,
    [`${type}Longest`]: next.longest,
    [`${type}LastDate`]: next.lastDate,
    [`${type}CanCashIn`]: next.current >= cashInLength[type],
    ...(type === "project" ? { projectId: projectId ?? null } : {}),
    ...(type === "healthy"
      ? { healthyConsecutiveDaysWithoutBurnout: healthyDays(streak, at) }
      : {}),
  };
}

// Cashing in sets the streak back, not the days without burnout, so these are counted apart.
function healthyDays(streak: Streak, at: Date): number {
  const current = streak.healthyConsecutiveDaysWithoutBurnout;
  return nextDayStreak({ current, longest: current, lastDate: streak.healthyLastDate }, at).current;
}

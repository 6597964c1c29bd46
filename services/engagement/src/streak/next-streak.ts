const dayLength = 86_400_000;

/** A streak of days: how long it is, how long it ever was, and the last day that counted (UTC). */
export interface DayStreak {
  readonly current: number;
  readonly longest: number;
  readonly lastDate: Date | null;
}

/** A streak of weeks; the week has no year, see {@link isoWeek}. */
export interface WeekStreak {
  readonly current: number;
  readonly longest: number;
  readonly lastWeek: number | null;
}

/**
 * The streak after something happened at `at`: one longer on the day after the last, unchanged on the
 * same day or an earlier one, 1 after a gap.
 */
export function nextDayStreak(streak: DayStreak, at: Date): DayStreak {
  const today = startOfDay(at);
  const days = streak.lastDate ? (+today - +startOfDay(streak.lastDate)) / dayLength : Infinity;
  if (days <= 0) return streak; // also one that was cashed in today: it stays at 0 until tomorrow
  return { ...grown(streak, days === 1), lastDate: today };
}

/** The same by ISO weeks. Only the week before counts as the last: the column holds no year. */
export function nextWeekStreak(streak: WeekStreak, at: Date): WeekStreak {
  const week = isoWeek(at);
  if (streak.lastWeek === week) return streak;
  const follows = streak.lastWeek === isoWeek(new Date(+at - 7 * dayLength));
  return { ...grown(streak, follows), lastWeek: week };
}

/** The ISO 8601 week of a time, in UTC: 1 to 53. The first days of January may lie in week 52 or 53. */
export function isoWeek(at: Date): number {
  const day = startOfDay(at);
  const weekday = (day.getUTCDay() + 6) % 7; // Monday is 0
  const thursday = new Date(+day + (3 - weekday) * dayLength); // its year is the week's year
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((+thursday - newYear) / dayLength / 7) + 1;
}

/** The same day at 00:00 UTC. */
export function startOfDay(at: Date): Date {
  return new Date(Math.floor(+at / dayLength) * dayLength);
}

function grown({ current, longest }: { current: number; longest: number }, follows: boolean) {
  const next = follows ? current + 1 : 1;
  return { current: next, longest: Math.max(longest, next) };
}

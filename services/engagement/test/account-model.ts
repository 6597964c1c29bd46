import type { StreakType } from "../src/words.js";

const largestTotal = 2 ** 31 - 1;
const lengthToCashIn = { daily: 7, weekly: 2, project: 3, pr: 5, healthy: 7 } as const;

interface StreakModel {
  current: number;
  longest: number;
  canCashIn: boolean;
  /** Number of the last day (week) that counted. */
  last: number | undefined;
  project: string | undefined;
}

/** What one user has earned, by rules that are written here a second time and simpler. */
export class AccountModel {
  total = 0;
  readonly bySource = new Map<string, number>();
  credits = 0;
  readonly cashedIn: string[] = [];
  readonly #streaks = new Map<StreakType, StreakModel>();

  streak(type: StreakType): StreakModel {
    const none = { current: 0, longest: 0, canCashIn: false, last: undefined, project: undefined };
    const streak = this.#streaks.get(type) ?? none;
    this.#streaks.set(type, streak);
    return streak;
  }

  /** 1, and one more for each total on the way: 100, and half as much again each time. */
  get level(): number {
    let level = 1;
    for (let goal = 100; this.total >= Math.floor(goal); goal *= 1.5) level += 1;
    return level;
  }

  /** Whether the award fits into the account. */
  award(amount: number, source: string): boolean {
    if (this.total + amount > largestTotal) return false;
    this.total += amount;
    this.bySource.set(source, (this.bySource.get(source) ?? 0) + amount);
    return true;
  }

  /** Counts an event on a day, by its number. */
  count(type: StreakType, day: number, project: string): void {
    const streak = this.streak(type);
    const at = type === "weekly" ? Math.floor(day / 7) : day;
    const changesProject = type === "project" && streak.project !== project;
    if (changesProject) streak.last = undefined;
    if (streak.last !== at) {
      const follows = streak.last !== undefined && at === streak.last + 1;
      streak.current = follows ? streak.current + 1 : 1;
      streak.longest = Math.max(streak.longest, streak.current);
    }
    streak.last = at;
    streak.project = project;
    streak.canCashIn = streak.current >= lengthToCashIn[type];
  }

  /** Whether the streak was long enough. */
  cashIn(type: StreakType): boolean {
    const streak = this.streak(type);
    if (!streak.canCashIn) return false;
    this.credits += streak.current;
    this.cashedIn.push(`${type} ${streak.current}`);
    Object.assign(streak, { current: 0, canCashIn: false });
    return true;
  }
}

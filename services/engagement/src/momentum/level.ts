/** The largest value an integer column holds. */
const largestTotal = 2 ** 31 - 1;

/**
 * The total at which someone of this level reaches the next: 100, and half as much again each level.
 *
 * Not capped: beyond level 42 it exceeds what the total can hold, so nobody gets there.
 */
export function totalToLeave(level: number): number {
  return Math.floor(100 * 1.5 ** (level - 1));
}

/** What momentum_to_next_level holds at a level: the total to reach, as far as the column can. */
export function momentumToNextLevel(level: number): number {
  return Math.min(totalToLeave(level), largestTotal);
}

/** Every level that someone of `level` reaches with this total, lowest first. Levels are never lost. */
export function levelsReached(level: number, total: number): number[] {
  const reached: number[] = [];
  for (let next = level; total >= totalToLeave(next); next += 1) reached.push(next + 1);
  return reached;
}

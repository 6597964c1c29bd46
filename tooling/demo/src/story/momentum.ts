import { levelsReached } from "@deepiri/engagement";
import { dice } from "./dice.js";
import type { Person } from "./person.js";
import type { Task } from "./task.js";

/** What a person earned, by what for. The parts sum up to the total. */
export interface Earned {
  readonly tasks: number;
  readonly commits: number;
  readonly reviews: number;
  readonly total: number;
  /** From 1: the level that the total leads to. */
  readonly level: number;
}

/** Momentum of a person: that of the tasks done, and some for commits and reviews. */
export function momentumOf(person: Person, tasks: readonly Task[]): Earned {
  const done = tasks.filter((task) => task.person === person && task.status === "done");
  const earned = {
    tasks: done.reduce((sum, task) => sum + task.momentum, 0),
    commits: 60 + dice(300, person.id, "commits"),
    reviews: dice(90, person.id, "reviews"),
  };
  const total = earned.tasks + earned.commits + earned.reviews;
  return { ...earned, total, level: levelsReached(1, total).at(-1) ?? 1 };
}

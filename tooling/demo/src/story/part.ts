import { type Person, peopleOf } from "./person.js";
import { type Project, projectsOf } from "./project.js";
import { type Quest, questsOf } from "./quest.js";
import type { Task } from "./task.js";

/** What one step of scale adds. It refers to nothing of another part. */
export interface Part {
  /** Counted from 0. */
  readonly index: number;
  readonly people: readonly Person[];
  readonly projects: readonly Project[];
  readonly tasks: readonly Task[];
  readonly quests: readonly Quest[];
}

/** The part of that number; the same each time. */
export function partOf(index: number): Part {
  const people = peopleOf(index);
  const projects = projectsOf(people);
  const tasks = projects.flatMap((project) => project.tasks);
  return { index, people, projects, tasks, quests: questsOf(people, tasks) };
}

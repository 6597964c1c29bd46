import type { ProjectStatus } from "@deepiri/core";
import { demoId } from "./demo-id.js";
import { dice, pick } from "./dice.js";
import type { Person } from "./person.js";
import { type Task, tasksOf } from "./task.js";

/** A project of the demo and what is done in it. */
export interface Project {
  readonly id: string;
  readonly index: number;
  readonly owner: Person;
  readonly name: string;
  readonly status: ProjectStatus;
  readonly tasks: readonly Task[];
}

/** The projects of a part's people: one for every third of them, worked on with the next two. */
export function projectsOf(people: readonly Person[]): Project[] {
  return people
    .filter((_, place) => place % 3 === 0)
    .map((owner) => {
      const id = demoId("project", owner.index);
      const place = people.indexOf(owner);
      return {
        id,
        index: owner.index,
        owner,
        name: `${pick(subjects, dice(subjects.length, id))} ${pick(endeavours, owner.index / 3)}`,
        status: pick(statuses, owner.index / 3),
        tasks: tasksOf(id, people.slice(place, place + 3)),
      };
    });
}

const subjects = [
  "Billing",
  "Search",
  "Onboarding",
  "Reporting",
  "Mobile",
  "Data",
  "Support",
] as const;
const endeavours = ["rewrite", "launch", "clean-up", "migration", "pilot"] as const;
const statuses = ["active", "active", "planning", "active", "paused", "completed"] as const;

import type { TaskDifficulty, TaskStatus } from "@deepiri/core";
import { demoId } from "./demo-id.js";
import { daysAgo } from "./demo-time.js";
import { dice, pick } from "./dice.js";
import type { Person } from "./person.js";

/** A task of a project. */
export interface Task {
  readonly id: string;
  readonly projectId: string;
  /** Place in its project, from 0. */
  readonly place: number;
  readonly person: Person;
  readonly title: string;
  readonly status: TaskStatus;
  readonly difficulty: TaskDifficulty;
  readonly momentum: number;
  readonly minutes: number;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  /** The last tasks of a project lie under the one before them. */
  readonly parentId: string | null;
}

const steps = [
  ["Write down what users ask for", "done"],
  ["Draw the first screens", "done"],
  ["Agree on the data model", "done"],
  ["Set up the environments", "done"],
  ["Build the import", "done"],
  ["Review the access rules", "review"],
  ["Build the main view", "in_progress"],
  ["Wait for the new hosting contract", "blocked"],
  ["Try the old exporter again", "cancelled"],
  ["Prepare the launch", "todo"],
  ["Write the announcement", "todo"],
  ["Invite the first testers", "todo"],
] as const satisfies readonly (readonly [string, TaskStatus])[];

const launch = 9;

/** The tasks of a project, dealt out to its members in turn. */
export function tasksOf(projectId: string, members: readonly Person[]): Task[] {
  return steps.flatMap(([title, status], place) => {
    const person = members[place % members.length];
    return person === undefined ? [] : [task(projectId, place, person, title, status)];
  });
}

function task(
  projectId: string,
  place: number,
  person: Person,
  title: string,
  status: TaskStatus,
): Task {
  const id = demoId("task", projectId, place);
  const effort = dice(efforts.length, id);
  const started = 60 - place * 4 + dice(3, id, "start");
  return {
    id,
    projectId,
    place,
    person,
    title,
    status,
    difficulty: pick(efforts, effort),
    momentum: 5 * (effort + 1) ** 2,
    minutes: 30 * (effort + 1) + dice(30, id, "minutes"),
    createdAt: daysAgo(started),
    completedAt: status === "done" ? daysAgo(started - 2) : null,
    parentId: place > launch ? demoId("task", projectId, launch) : null,
  };
}

const efforts = ["trivial", "easy", "medium", "hard", "epic"] as const;

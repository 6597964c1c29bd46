import type { QuestStatus } from "@deepiri/engagement";
import { demoId } from "./demo-id.js";
import { pick } from "./dice.js";
import type { Person } from "./person.js";
import type { Task } from "./task.js";

/** A quest: some of a person's own tasks, as one goal. */
export interface Quest {
  readonly id: string;
  readonly person: Person;
  readonly title: string;
  readonly status: QuestStatus;
  /** In the order in which they are to be done. */
  readonly tasks: readonly Task[];
  readonly done: number;
}

/** The quests of a part: one for every second person who has tasks. */
export function questsOf(people: readonly Person[], tasks: readonly Task[]): Quest[] {
  return people
    .filter((person) => person.index % 2 === 0)
    .map((person) =>
      quest(
        person,
        tasks.filter((task) => task.person === person),
      ),
    )
    .filter((quest) => quest.tasks.length > 0);
}

function quest(person: Person, tasks: readonly Task[]): Quest {
  const done = tasks.filter((task) => task.status === "done").length;
  return {
    id: demoId("quest", person.index),
    person,
    title: pick(titles, person.index / 2),
    status: done === tasks.length ? "completed" : done > 0 ? "active" : "planning",
    tasks,
    done,
  };
}

const titles = [
  "A week without open reviews",
  "From idea to first user",
  "Leave it tidier than you found it",
  "Ship the small things",
] as const;

import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { dateAgo, daysAgo } from "../story/demo-time.js";
import { dice } from "../story/dice.js";
import type { Part } from "../story/part.js";
import { unusableHash } from "../story/person.js";
import { type Written, write } from "../write.js";

/** Users, which nearly everything else points at. */
export async function addPeople({ core }: Clients, parts: readonly Part[]): Promise<Written[]> {
  const people = parts.flatMap((part) => part.people);
  return [
    await write(
      "public.users",
      core.user.createMany({
        data: people.map((person) => ({
          id: person.id,
          email: person.email,
          password: unusableHash(person.id),
          name: person.name,
          bio: `${person.name} is made up for demonstration.`,
          emailVerified: true,
          lastLoginAt: daysAgo(dice(14, person.id, "login")),
          metadata: { demo: true },
          createdAt: daysAgo(90 + dice(200, person.id, "joined")),
        })),
        skipDuplicates: true,
      }),
    ),
  ];
}

/** What each user's activity sums up to. */
export async function addActivity({ core }: Clients, parts: readonly Part[]): Promise<Written[]> {
  const summaries = parts.flatMap(({ people, tasks }) =>
    people.map((person) => {
      const done = tasks.filter((task) => task.person === person && task.status === "done");
      return {
        id: demoId("activity", person.index),
        userId: person.id,
        lastActiveAt: dateAgo(dice(7, person.id, "active")),
        totalTasksCompleted: done.length,
        totalMomentumEarned: done.reduce((sum, task) => sum + task.momentum, 0),
        totalTimeSpentMinutes: done.reduce((sum, task) => sum + task.minutes, 0),
        activeDaysCount: 10 + dice(60, person.id, "days"),
      };
    }),
  );
  return [
    await write(
      "audit.user_activity_summary",
      core.userActivitySummary.createMany({ data: summaries, skipDuplicates: true }),
    ),
  ];
}

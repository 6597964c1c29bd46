import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import { dice } from "../story/dice.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

/** Who finished which task, and rewards for those who are ahead. */
export async function addCompletions(
  { engagement }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  const done = parts.flatMap((part) => part.tasks.filter((task) => task.completedAt !== null));
  const people = parts.flatMap((part) => part.people);
  return Promise.all([
    write(
      "audit.task_completions",
      engagement.taskCompletion.createMany({
        data: done.map((task) => ({
          id: demoId("completion", task.id),
          taskId: task.id,
          userId: task.person.id,
          ...(task.completedAt === null ? {} : { completedAt: task.completedAt }),
          momentumEarned: task.momentum,
          timeTakenMinutes: task.minutes,
          qualityRating: 3 + dice(3, task.id, "quality"),
          completionMethod: "manual" as const,
        })),
        skipDuplicates: true,
      }),
    ),
    write(
      "public.rewards",
      engagement.reward.createMany({
        data: people
          .filter((person) => person.index % 3 === 0)
          .map((person) => ({
            id: demoId("reward", person.index),
            userId: person.id,
            rewardType: "boost_credits" as const,
            amount: 10,
            source: "streak" as const,
            sourceId: demoId("streak", person.index),
            description: "Seven days in a row",
            status: person.index % 2 === 0 ? ("claimed" as const) : ("pending" as const),
            claimedAt: person.index % 2 === 0 ? daysAgo(6) : null,
            expiresAt: daysAgo(-30),
          })),
        skipDuplicates: true,
      }),
    ),
  ]);
}

import { momentumToNextLevel } from "@deepiri/engagement";
import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import { momentumOf } from "../story/momentum.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

/** What people earned, the levels they reached with it and what they unlocked on the way. */
export async function addMomentum(
  { engagement }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  const accounts = parts.flatMap((part) =>
    part.people.map((person) => ({
      id: demoId("momentum", person.index),
      person,
      earned: momentumOf(person, part.tasks),
    })),
  );
  const momentum = await write(
    "analytics.momentum",
    engagement.momentum.createMany({
      data: accounts.map(({ id, person, earned }) => ({
        id,
        userId: person.id,
        totalMomentum: earned.total,
        currentLevel: earned.level,
        momentumToNextLevel: momentumToNextLevel(earned.level),
        commits: earned.commits,
        tasks: earned.tasks,
        reviews: earned.reviews,
        showcaseAchievements: [demoId("achievement", person.index)],
      })),
      skipDuplicates: true,
    }),
  );
  const levels = accounts.flatMap(({ id, person, earned }) =>
    Array.from({ length: earned.level - 1 }, (_, place) => ({
      id: demoId("level", person.index, place + 2),
      momentumId: id,
      level: place + 2,
      reachedAt: daysAgo(60 / (place + 1)),
      totalMomentumAtTime: momentumToNextLevel(place + 1),
    })),
  );
  const achievements = accounts.map(({ id, person, earned }) => ({
    id: demoId("achievement", person.index),
    momentumId: id,
    achievementId: earned.tasks > 0 ? "first_task" : "first_day",
    name: earned.tasks > 0 ? "First task done" : "First day here",
    rarity: earned.level > 4 ? ("rare" as const) : ("common" as const),
    unlockedAt: daysAgo(40),
    showcaseable: true,
  }));
  return [
    momentum,
    ...(await Promise.all([
      write(
        "analytics.level_progress",
        engagement.levelProgress.createMany({ data: levels, skipDuplicates: true }),
      ),
      write(
        "analytics.achievements",
        engagement.achievement.createMany({ data: achievements, skipDuplicates: true }),
      ),
    ])),
  ];
}

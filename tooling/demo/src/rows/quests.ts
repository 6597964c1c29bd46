import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import type { Part } from "../story/part.js";
import type { Quest } from "../story/quest.js";
import { type Written, write } from "../write.js";
import { currentSeason } from "./seasons.js";

/** Quests of the current season, with a milestone half way and one at the end. */
export async function addQuests(
  { engagement }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  const quests = parts.flatMap((part) => part.quests);
  const written = await write(
    "public.quests",
    engagement.quest.createMany({
      data: quests.map((quest) => ({
        id: quest.id,
        userId: quest.person.id,
        seasonId: currentSeason,
        title: quest.title,
        scale: "month" as const,
        status: quest.status,
        objectivesCompleted: quest.done,
        totalObjectives: quest.tasks.length,
        progressPercentage: Math.floor((100 * quest.done) / quest.tasks.length),
        currentStage: quest.done === 0 ? "start" : "under way",
        startDate: daysAgo(45),
        updatedBy: quest.person.id,
      })),
      skipDuplicates: true,
    }),
  );
  return [
    written,
    await write(
      "public.quest_milestones",
      engagement.questMilestone.createMany({
        data: quests.flatMap(milestones),
        skipDuplicates: true,
      }),
    ),
  ];
}

function milestones(quest: Quest) {
  const steps = [
    ["Half of it done", quest.done * 2 >= quest.tasks.length],
    ["All of it done", quest.done === quest.tasks.length],
  ] as const;
  return steps.map(([title, completed], sortOrder) => ({
    id: demoId("quest milestone", quest.id, sortOrder),
    questId: quest.id,
    title,
    completed,
    completedAt: completed ? daysAgo(20 - 5 * sortOrder) : null,
    momentumReward: 25 * (sortOrder + 1),
    sortOrder,
  }));
}

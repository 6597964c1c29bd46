import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { dateAgo, daysAgo } from "../story/demo-time.js";
import { dice } from "../story/dice.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

/** ISO week of the demo's present. */
const week = 47;

/** Everyone's streaks, and what some got for an earlier one. */
export async function addStreaks(
  { engagement }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  const streaks = await write(
    "analytics.streaks",
    engagement.streak.createMany({ data: parts.flatMap(streaksOf), skipDuplicates: true }),
  );
  const cashedIn = parts.flatMap(({ people }) =>
    people
      .filter((person) => person.index % 4 === 0)
      .map((person) => ({
        id: demoId("cashed in", person.index),
        streakId: demoId("streak", person.index),
        streakType: "daily" as const,
        streakValue: 7,
        boostCreditsEarned: 7,
        cashedAt: daysAgo(25),
      })),
  );
  return [
    streaks,
    await write(
      "analytics.cashed_in_streaks",
      engagement.cashedInStreak.createMany({ data: cashedIn, skipDuplicates: true }),
    ),
  ];
}

function streaksOf({ people, projects }: Part) {
  return people.map((person) => {
    const daily = dice(12, person.id, "daily");
    const project = projects.find(({ owner }) => owner === person);
    return {
      id: demoId("streak", person.index),
      userId: person.id,
      dailyCurrent: daily,
      dailyLongest: daily + dice(20, person.id, "longest"),
      dailyLastDate: dateAgo(daily === 0 ? 4 : 0),
      dailyCanCashIn: daily >= 7,
      weeklyCurrent: dice(5, person.id, "weekly"),
      weeklyLongest: 5,
      weeklyLastWeek: week,
      projectId: project?.id ?? null,
      projectCurrent: project === undefined ? 0 : 3,
      projectLongest: project === undefined ? 0 : 9,
      projectLastDate: project === undefined ? null : dateAgo(0),
      healthyCurrent: 2,
      healthyLongest: 6,
      healthyLastDate: dateAgo(0),
      healthyConsecutiveDaysWithoutBurnout: 12,
    };
  });
}

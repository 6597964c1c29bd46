import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { type Written, write } from "../write.js";

/** The season that quests of the demo belong to. */
export const currentSeason = demoId("season", "autumn");

/** Two seasons, one of them over, with the boosts they offer. They do not grow with the scale. */
export async function addSeasons({ engagement }: Clients): Promise<Written[]> {
  const seasons = await write(
    "public.seasons",
    engagement.season.createMany({
      data: [
        {
          id: demoId("season", "summer"),
          name: "Summer of small steps",
          startDate: new Date("2026-07-01T00:00:00.000Z"),
          endDate: new Date("2026-09-30T23:59:59.000Z"),
        },
        {
          id: currentSeason,
          name: "Autumn of finished things",
          startDate: new Date("2026-10-01T00:00:00.000Z"),
          endDate: new Date("2026-12-31T23:59:59.000Z"),
          isActive: true,
          theme: { colour: "amber" },
          rewards: { top: "A week of double momentum" },
        },
      ],
      skipDuplicates: true,
    }),
  );
  const offers = (["focus", "sprint", "learning"] as const).map((boostType, place) => ({
    id: demoId("season boost", boostType),
    seasonId: currentSeason,
    name: `Autumn ${boostType}`,
    boostType,
    boostMultiplier: 1.5 + place / 2,
    durationMinutes: 60 * (place + 1),
    costCredits: 10 * (place + 1),
  }));
  return [
    seasons,
    await write(
      "public.season_boosts",
      engagement.seasonBoost.createMany({ data: offers, skipDuplicates: true }),
    ),
  ];
}

import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { dateAgo, daysAgo } from "../story/demo-time.js";
import { pick } from "../story/dice.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

const kinds = ["focus", "velocity", "clarity", "debug", "cleanup"] as const;

/** Everyone's boost credits; a boost at work for some, one used up for all. */
export async function addBoosts(
  { engagement }: Clients,
  parts: readonly Part[],
): Promise<Written[]> {
  const people = parts.flatMap((part) => part.people);
  const boosts = await write(
    "analytics.boosts",
    engagement.boost.createMany({
      data: people.map((person) => ({
        id: demoId("boost", person.index),
        userId: person.id,
        boostCredits: 5 + (person.index % 20),
        maxAutopilotTimePerDay: 60,
        autopilotTimeUsedToday: person.index % 30,
        lastAutopilotReset: dateAgo(0),
      })),
      skipDuplicates: true,
    }),
  );
  const active = people
    .filter((person) => person.index % 5 === 0)
    .map((person) => ({
      id: demoId("active boost", person.index),
      boostId: demoId("boost", person.index),
      boostType: pick(kinds, person.index / 5),
      activatedAt: daysAgo(0.02),
      expiresAt: daysAgo(-0.02),
      durationMinutes: 60,
      multiplier: 1.5,
    }));
  const used = people.map((person) => ({
    id: demoId("used boost", person.index),
    boostId: demoId("boost", person.index),
    boostType: pick(kinds, person.index),
    activatedAt: daysAgo(9),
    expiredAt: daysAgo(8.9),
    durationMinutes: 144,
    creditsUsed: 10,
    source: pick(["purchased", "streak_reward"] as const, person.index),
    effectivenessScore: 0.7,
  }));
  return [
    boosts,
    ...(await Promise.all([
      write(
        "analytics.active_boosts",
        engagement.activeBoost.createMany({ data: active, skipDuplicates: true }),
      ),
      write(
        "analytics.boost_history",
        engagement.boostHistory.createMany({ data: used, skipDuplicates: true }),
      ),
    ])),
  ];
}

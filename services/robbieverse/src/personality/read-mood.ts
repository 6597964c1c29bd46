import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { MoodName } from "../words/personality.js";

/** How a personality is with a member. */
export interface CurrentMood {
  readonly mood: MoodName;
  /** 1 to 11. */
  readonly attraction: number;
  /** 1 to 10. */
  readonly gandhiGenghis: number;
}

/**
 * How a personality, by its number, is with who asks: what he has set or, where he has not, the personality's defaults
 * and friendly. Throws NotFound.
 */
export async function readMood(
  client: RobbieverseTransaction,
  personalityId: number,
): Promise<CurrentMood> {
  const { tenant: organizationId, user: userId } = whoAsks();
  const personality = await client.personality.findUnique({
    where: { id: personalityId },
    include: { instances: { where: { organizationId, userId }, include: { currentMood: true } } },
  });
  if (!personality) throw new NotFound("personality.personalities", `${personalityId}`);
  const own = personality.instances[0];
  return {
    mood: (own?.currentMood?.name ?? "friendly") as MoodName,
    attraction: own?.flirtMode ?? personality.defaultFlirtMode,
    gandhiGenghis: own?.gandhiGenghis ?? personality.defaultGandhiGenghis,
  };
}

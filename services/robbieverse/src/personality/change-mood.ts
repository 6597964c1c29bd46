import { whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Prisma } from "../generated/client.js";
import type { MoodName } from "../words/personality.js";
import { notFoundAs } from "./not-found-as.js";

/** What a personality's mood and levels with who asks should become. What is left out stays as it is. */
export interface MoodChange {
  readonly mood?: MoodName;
  /** 1 to 11. */
  readonly attraction?: number;
  /** 1 to 10. */
  readonly gandhiGenghis?: number;
  /** What brought it about. */
  readonly triggerEvent?: string;
  readonly explanation?: string;
  readonly context?: Prisma.InputJsonObject;
}

/** That mood or levels changed, from what to what. */
export interface ChangedMood {
  /** Of the row of mood_events. */
  readonly eventId: string;
  readonly occurredAt: Date;
  /** Null before the first. */
  readonly previousMood: MoodName | null;
  readonly newMood: MoodName;
  readonly previousAttraction: number;
  readonly newAttraction: number;
  readonly previousGandhiGenghis: number;
  readonly newGandhiGenghis: number;
}

/**
 * Changes the mood and the levels that a personality, by its number, is in with who asks, and records it: state and
 * event change together, and callers at the same moment one after another, so that what an event calls previous is what
 * the one before made. Levels that he never set begin with the personality's defaults, the mood with friendly; from the
 * first change on they are his own.
 *
 * @returns null when they are so already; nothing is recorded then but that he was active
 * @throws NotFound when the personality is not there or retired
 */
export async function changeMood(
  client: RobbieverseTransaction,
  personalityId: number,
  change: MoodChange,
): Promise<ChangedMood | null> {
  const { tenant, user } = whoAsks();
  const { mood, attraction, gandhiGenghis, triggerEvent, explanation, context = {} } = change;
  const [changed] = await client.$queryRaw<ChangedMood[]>`
    SELECT event_id AS "eventId", occurred_at AS "occurredAt", previous_mood AS "previousMood", new_mood AS "newMood",
      previous_attraction AS "previousAttraction", new_attraction AS "newAttraction",
      previous_gandhi_genghis AS "previousGandhiGenghis", new_gandhi_genghis AS "newGandhiGenghis"
    FROM personality.change_mood(${tenant}::uuid, ${user}::uuid, ${personalityId}, ${mood ?? null},
      ${attraction ?? null}::integer, ${gandhiGenghis ?? null}::integer, ${triggerEvent ?? null},
      ${explanation ?? null}, ${context}::jsonb)`.catch(
    notFoundAs("personality.personalities", personalityId),
  );
  return changed ?? null;
}

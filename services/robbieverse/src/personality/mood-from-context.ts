import type { RobbieverseTransaction } from "../client.js";
import type { MoodName } from "../words/personality.js";

/** What is known of a talk. */
export interface TalkContext {
  /** 1 to 11. */
  readonly attraction?: number;
  /** 1 to 10. */
  readonly gandhiGenghis?: number;
  /** Key words, in any case of letters. */
  readonly words?: readonly string[];
}

/**
 * The mood that a talk asks for. The first that holds: blushing at attraction 11 with a private word, bossy from level 8
 * or in a crisis, playful from attraction 8, focused or surprised by their words, else friendly. The words are those of
 * `trigger_conditions` of each mood.
 */
export async function moodFromContext(
  client: RobbieverseTransaction,
  { attraction, gandhiGenghis, words = [] }: TalkContext,
): Promise<MoodName> {
  const [found] = await client.$queryRaw<{ mood: MoodName }[]>`
    SELECT personality.mood_from_context(${attraction ?? null}::integer, ${gandhiGenghis ?? null}::integer,
      ${words}::text[]) AS mood`;
  return found?.mood ?? "friendly";
}

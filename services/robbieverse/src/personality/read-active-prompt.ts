import type { RobbieverseTransaction } from "../client.js";
import type { MoodName } from "../words/personality.js";

/** What a personality is told in a mood. */
export interface ActivePrompt {
  readonly promptId: string;
  readonly version: number;
  readonly systemPrompt: string;
  readonly tone: string | null;
  readonly style: string | null;
  readonly emojiGuidelines: string | null;
}

/** The active prompt of a personality, by its number, in a mood; null where none is published. */
export async function readActivePrompt(
  client: RobbieverseTransaction,
  personalityId: number,
  mood: MoodName,
): Promise<ActivePrompt | null> {
  const [active] = await client.$queryRaw<ActivePrompt[]>`
    SELECT prompt_id AS "promptId", version, system_prompt AS "systemPrompt", tone, style,
      emoji_guidelines AS "emojiGuidelines"
    FROM personality.active_prompt(${personalityId}, ${mood})`;
  return active ?? null;
}

import type { RobbieverseClient, RobbieverseTransaction } from "../client.js";
import type { Prompt } from "../generated/client.js";
import type { GenerationMethod, MoodName } from "../words/personality.js";
import { notFoundAs } from "./not-found-as.js";

/** A version to be of what a personality is told in a mood. */
export interface NewPrompt {
  readonly personalityId: number;
  readonly mood: MoodName;
  readonly systemPrompt: string;
  readonly tone?: string;
  readonly style?: string;
  readonly emojiGuidelines?: string;
  readonly exampleResponses?: string[];
  readonly generationMethod?: GenerationMethod;
}

/** Adds the next version of what a personality is told in a mood. It is not active before it is published. */
export async function addPrompt(client: RobbieverseClient, prompt: NewPrompt): Promise<Prompt> {
  const { personalityId, mood, ...texts } = prompt;
  return await client.transaction(async (tx) => {
    const { id: moodId } = await tx.mood.findUniqueOrThrow({ where: { name: mood } });
    const [next] = await tx.$queryRaw<{ version: number }[]>`
      SELECT personality.next_prompt_version(${personalityId}, ${mood}) AS version`;
    const version = next?.version ?? 1;
    return await tx.prompt.create({ data: { personalityId, moodId, version, ...texts } });
  });
}

/**
 * Makes a version the active one of its personality and mood, whichever was; at no time are there two, or none between
 * them. Returns the id of the version that it replaced, or null.
 *
 * @throws NotFound
 */
export async function publishPrompt(
  client: RobbieverseTransaction,
  promptId: string,
): Promise<string | null> {
  const [published] = await client.$queryRaw<{ replaced: string | null }[]>`
    SELECT personality.publish_prompt(${promptId}::uuid) AS replaced`.catch(
    notFoundAs("personality.prompts", promptId),
  );
  return published?.replaced ?? null;
}

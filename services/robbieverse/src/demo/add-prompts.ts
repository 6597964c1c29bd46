import type { RobbieverseTransaction } from "../client.js";

/** Number of Robbie F, and what she is told in two of her moods. */
const robbie = 1;
const prompts = {
  friendly: "You are Robbie. Be warm, and remember what you were told.",
  focused: "You are Robbie. There is little time: answer in three sentences at most.",
};

/** Adds prompts of moods that have none: they are everybody's. */
export async function addPrompts(tx: RobbieverseTransaction): Promise<void> {
  const moods = await tx.mood.findMany({ where: { name: { in: ["friendly", "focused"] } } });
  await tx.prompt.createMany({
    data: moods.map(({ id, name }) => ({
      ...{ personalityId: robbie, moodId: id, isActive: true, generationMethod: "manual" as const },
      systemPrompt: prompts[name as keyof typeof prompts],
    })),
    skipDuplicates: true,
  });
}

import { NotFound } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { addPrompt, publishPrompt } from "../../src/personality/publish-prompt.js";
import { readActivePrompt } from "../../src/personality/read-active-prompt.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, personalities } = useRobbieverse();

const texts = {
  systemPrompt: "You answer.",
  tone: "warm",
  style: "short",
  emojiGuidelines: "one at most",
};

async function activeCount(personalityId: number): Promise<number> {
  return await open.client.prompt.count({ where: { personalityId, isActive: true } });
}

describe("a prompt", () => {
  it("is none where none was published, though versions are there", async () => {
    const { id: personalityId } = await personalities.create();
    await addPrompt(open.client, { personalityId, mood: "bossy", ...texts });
    expect(await readActivePrompt(open.client, personalityId, "bossy")).toBeNull();
  });

  it("that is active is read with its four texts, for that mood alone", async () => {
    const { id: personalityId } = await personalities.create();
    const { id } = await addPrompt(open.client, { personalityId, mood: "bossy", ...texts });
    expect(await publishPrompt(open.client, id)).toBeNull();
    const active = await readActivePrompt(open.client, personalityId, "bossy");
    expect(active).toEqual({ promptId: id, version: 1, ...texts });
    expect(await readActivePrompt(open.client, personalityId, "playful")).toBeNull();
  });

  it("gives way to the version that is published, which may be an older one", async () => {
    const { id: personalityId } = await personalities.create();
    const wanted = { personalityId, mood: "bossy", ...texts } as const;
    const [first, second] = [
      await addPrompt(open.client, wanted),
      await addPrompt(open.client, wanted),
    ];
    expect([first.version, second.version]).toEqual([1, 2]);
    const replaced = [];
    for (const { id } of [first, second, first, first])
      replaced.push(await publishPrompt(open.client, id));
    expect(replaced).toEqual([null, first.id, second.id, null]);
    expect(await readActivePrompt(open.client, personalityId, "bossy")).toMatchObject({
      promptId: first.id,
    });
    expect(await activeCount(personalityId)).toBe(1);
  });

  it("has one active version after many are added and published at once, and no two of a number", async () => {
    const { id: personalityId } = await personalities.create();
    const wanted = { personalityId, mood: "bossy", ...texts } as const;
    const added = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const made = await addPrompt(open.client, wanted);
        await publishPrompt(open.client, made.id);
        return made.version;
      }),
    );
    expect(added.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await activeCount(personalityId)).toBe(1);
  });

  it("cannot be made a second active one by a program that knows no better", async () => {
    const { id: personalityId } = await personalities.create();
    const wanted = { personalityId, mood: "bossy", ...texts } as const;
    const { id } = await addPrompt(open.client, wanted);
    await addPrompt(open.client, wanted);
    await publishPrompt(open.client, id);
    const both = db.owner.query(
      "UPDATE personality.prompts SET is_active = true WHERE personality_id = $1",
      [personalityId],
    );
    await expect(both).rejects.toMatchObject({ constraint: "prompts_active_key" });
  });

  it("that is not there cannot be published", async () => {
    const id = "a0000000-0000-4000-8000-000000000000";
    await expect(publishPrompt(open.client, id)).rejects.toThrow(NotFound);
  });
});

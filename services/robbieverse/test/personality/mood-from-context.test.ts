import { describe, expect, it } from "vitest";
import { moodFromContext, type TalkContext } from "../../src/personality/mood-from-context.js";
import type { MoodName } from "../../src/words/personality.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open } = useRobbieverse();

type Case = readonly [attraction: number, level: number, words: string, mood: MoodName];

const cases: readonly Case[] = [
  [11, 5, "private", "blushing"],
  [11, 10, "private crisis urgent surprise", "blushing"],
  [10, 5, "private", "playful"],
  [7, 5, "private", "friendly"],
  [11, 5, "", "playful"],
  [5, 8, "", "bossy"],
  [5, 10, "", "bossy"],
  [5, 7, "", "friendly"],
  [5, 5, "crisis", "bossy"],
  [11, 5, "crisis", "bossy"],
  [11, 8, "urgent", "bossy"],
  [8, 5, "", "playful"],
  [7, 5, "", "friendly"],
  // The example that the old system described as focused: the attraction is asked first.
  [11, 5, "urgent deadline", "playful"],
  [8, 7, "surprise critical", "playful"],
  [5, 5, "urgent", "focused"],
  [5, 5, "deadline", "focused"],
  [5, 5, "critical", "focused"],
  [5, 5, "critical surprise", "focused"],
  [5, 5, "unexpected", "surprised"],
  [5, 5, "surprise", "surprised"],
  [5, 5, "URGENT", "focused"],
  [11, 5, "Private", "blushing"],
  [5, 5, "Crisis", "bossy"],
  [5, 5, "urgently", "friendly"],
  [5, 5, "lunch", "friendly"],
  [5, 5, "", "friendly"],
  [1, 1, "", "friendly"],
];

describe("the mood that a talk asks for", () => {
  it.each(cases)(
    "at attraction %i and level %i, with '%s', is %s",
    async (a, level, words, mood) => {
      const context = { attraction: a, gandhiGenghis: level, words: words ? words.split(" ") : [] };
      expect(await moodFromContext(open.client, context)).toBe(mood);
    },
  );

  it.each<[string, TalkContext, MoodName]>([
    ["nothing", {}, "friendly"],
    ["only an urgent word", { words: ["urgent"] }, "focused"],
    ["only a private word", { words: ["private"] }, "friendly"],
    ["only the level", { gandhiGenghis: 9 }, "bossy"],
    ["only the attraction", { attraction: 9 }, "playful"],
  ])("when %s is known is what that alone asks for", async (_, context, mood) => {
    expect(await moodFromContext(open.client, context)).toBe(mood);
  });

  it("is what null words ask for: nothing", async () => {
    const found = await db.query(
      `SELECT personality.mood_from_context(5, 5, NULL) AS none,
         personality.mood_from_context(5, 5, ARRAY[NULL, 'urgent']) AS one`,
    );
    expect(found).toEqual([{ none: "friendly", one: "focused" }]);
  });

  it("listens to every word that a mood lists", async () => {
    await db.owner.query(
      `UPDATE personality.moods SET trigger_conditions = '{"keywords": ["wow"]}' WHERE name = 'surprised'`,
    );
    expect(await moodFromContext(open.client, { words: ["WOW"] })).toBe("surprised");
    expect(await moodFromContext(open.client, { words: ["surprise"] })).toBe("friendly");
  });
});

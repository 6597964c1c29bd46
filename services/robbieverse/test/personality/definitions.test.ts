import { NotFound } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { findPersonality } from "../../src/personality/find-personality.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, personalities, prompts, moodEvents, personalityCategories } = useRobbieverse();

describe("the personalities", () => {
  it("are there from the start, with their old numbers, slugs and levels", async () => {
    const found = await db.query(
      `SELECT one.id, slug, one.name, role, category.name AS category,
         default_flirt_mode AS flirt, default_gandhi_genghis AS level
       FROM personality.personalities AS one JOIN personality.personality_categories AS category
         ON category.id = one.category_id ORDER BY one.id LIMIT 9`,
    );
    expect(found.map((row) => Object.values(row).join(" | "))).toEqual([
      "1 | robbie | Robbie F | assistant | Robbie | 11 | 5",
      "2 | robbie-m | Robbie M | assistant | Robbie | 3 | 7",
      "3 | steve-jobs | Steve Jobs | mentor | Mentors | 1 | 9",
      "4 | allanbot | AllanBot | mentor | Mentors | 5 | 7",
      "5 | kristina | Kristina | assistant | Pros | 5 | 4",
      "1001 | bookkeeper | Bookkeeper | specialist | Pros | 7 | 5",
      "1002 | gatekeeper | Gatekeeper | gatekeeper | Pros | 7 | 5",
      "1003 | code-mentor | Code Mentor | mentor | Mentors | 7 | 5",
      "1004 | business-mentor | Business Mentor | mentor | Mentors | 7 | 5",
    ]);
  });

  it("that are added get no number that an old database may have", async () => {
    expect((await personalities.create()).id).toBeGreaterThan(1004);
    expect((await personalityCategories.create()).id).toBeGreaterThan(1000);
  });

  it.each([
    ["Robbie F", 1],
    ["robbie f", 1],
    ["Robbie", 1],
    [" ROBBIE ", 1],
    ["Robbie M", 2],
    ["steve-jobs", 3],
    ["Steve Jobs", 3],
    ["ALLANBOT", 4],
    ["bookkeeper", 1001],
  ])("are found by name, slug or alias: %s is number %i", async (text, id) => {
    expect(await findPersonality(open.client, text)).toMatchObject({ id });
  });

  it("are not guessed from a name that is nobody's", async () => {
    for (const text of ["Rob", "", "robbie  f"])
      await expect(findPersonality(open.client, text)).rejects.toThrow(NotFound);
  });

  it("cannot be removed while anything refers to them, and retire by a flag", async () => {
    const { id } = await personalities.create();
    await moodEvents.create({ personalityId: id });
    const removal = db.owner.query("DELETE FROM personality.personalities WHERE id = $1", [id]);
    await expect(removal).rejects.toMatchObject({
      constraint: "mood_events_personality_id_fkey",
    });
    const retired = await open.client.personality.update({
      where: { id },
      data: { isActive: false },
    });
    expect(retired.isActive).toBe(false);
  });

  it("and moods are both demanded of a prompt", async () => {
    const { id } = await prompts.create();
    for (const column of ["personality_id", "mood_id"]) {
      const emptied = db.owner.query(
        `UPDATE personality.prompts SET ${column} = NULL WHERE id = $1`,
        [id],
      );
      await expect(emptied).rejects.toMatchObject({ code: "23502", column });
    }
  });
});

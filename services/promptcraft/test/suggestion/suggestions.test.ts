import { expect, it } from "vitest";
import { answerSuggestion, NotFound, readEntityEvents, readSuggestions } from "../../src/index.js";
import { suggestionStatuses } from "../../src/words.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { open, as, users, entities, suggestions } = usePromptcraft();

it("who asks sees what is suggested to him and what he may read, the best first", async () => {
  const [ada, bruno] = await users.createMany(2);
  const [own, other] = await entities.createMany(2, { owner: ada });
  const hidden = await entities.create({ owner: bruno });
  await suggestions.create({ user: ada, suggestedEntity: own, score: "0.5" });
  await suggestions.create({ user: ada, suggestedEntity: other, score: "0.9" });
  await suggestions.create({ user: ada, suggestedEntity: hidden });
  await suggestions.create({ user: bruno, suggestedEntity: own });
  const seen = await as(ada, () => readSuggestions(open.client));
  expect(seen.map(({ suggestedEntityId }) => suggestedEntityId)).toEqual([other.id, own.id]);
});

const answers = suggestionStatuses.filter((status) => status !== "pending");

it.each(answers)("a suggestion is %s once, by him whom it was made to", async (answer) => {
  const [ada, bruno] = await users.createMany(2);
  const entity = await entities.create({ owner: ada });
  const { id } = await suggestions.create({ user: ada, suggestedEntity: entity });
  const say = () => answerSuggestion(open.client, id, answer);
  await expect(as(bruno, say)).rejects.toBeInstanceOf(NotFound);
  const answered = await as(ada, say);
  expect(answered).toMatchObject({ status: answer, feedbackAt: expect.any(Date) });
  await expect(as(ada, say)).rejects.toBeInstanceOf(NotFound);
  expect(await as(ada, () => readSuggestions(open.client))).toEqual([]);
  const events = await as(ada, () => readEntityEvents(open.client, entity.id));
  expect(events).toMatchObject([
    { type: "suggestion.answered", data: { suggestion: id, status: answer }, actor: ada.id },
  ]);
});

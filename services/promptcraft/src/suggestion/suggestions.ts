import { NotFound, whoAsks } from "@deepiri/database";
import type { PromptcraftClient, PromptcraftTransaction } from "../client.js";
import { recordEvent } from "../event/record-event.js";
import type { Suggestion } from "../generated/client.js";
import type { SuggestionStatus } from "../words.js";

/** What is suggested to who asks and not answered yet, the best first; only what he may see. */
export async function readSuggestions(client: PromptcraftTransaction): Promise<Suggestion[]> {
  const { user } = whoAsks();
  const visible = await client.$queryRaw<{ id: string }[]>`
    SELECT suggestion.id FROM promptcraft.suggestion
    JOIN promptcraft.visible_entities(${user}::uuid) AS entity
      ON entity.tenant_id = suggestion.tenant_id AND entity.id = suggestion.suggested_entity_id
    WHERE suggestion.user_id = ${user}::uuid AND suggestion.status = 'pending'`;
  return await client.suggestion.findMany({
    where: { id: { in: visible.map(({ id }) => id) } },
    orderBy: [{ score: "desc" }, { id: "asc" }],
  });
}

/**
 * Says what who asks thinks of a suggestion to him. An answer is final.
 *
 * @throws NotFound when there is none to him that waits for an answer
 */
export async function answerSuggestion(
  client: PromptcraftClient,
  id: string,
  answer: Exclude<SuggestionStatus, "pending">,
): Promise<Suggestion> {
  const { tenant, user } = whoAsks();
  return await client.transaction(async (tx) => {
    const [answered] = await tx.suggestion.updateManyAndReturn({
      where: { id, userId: user, status: "pending" },
      data: { status: answer, feedbackAt: new Date() },
    });
    if (!answered) throw new NotFound("promptcraft.suggestion", id);
    const data = { suggestion: id, status: answer };
    await recordEvent(tx, tenant, answered.suggestedEntityId, "suggestion.answered", data);
    return answered;
  });
}

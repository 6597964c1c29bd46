import { keyOf } from "../asking.js";
import type { PromptcraftClient } from "../client.js";
import type { Entity } from "../generated/client.js";
import { changeEntity } from "./change-entity.js";

const daysUntilPurge = 30;

/**
 * Deletes an entity of who asks: from now on only he sees it, and may recover it until it is purged 30 days later.
 *
 * @throws NotFound, NotAllowed, EditConflict, NothingToDo
 */
export async function deleteEntity(
  client: PromptcraftClient,
  id: string,
  expectedVersion?: number,
): Promise<Entity> {
  const change = { id, need: "own", expectedVersion, event: "entity.deleted" } as const;
  return await changeEntity(client, change, async (tx) => {
    const deletedAt = new Date();
    const purgeAt = new Date(deletedAt.getTime() + daysUntilPurge * 86_400_000);
    const deleted = await tx.entity.update({ where: keyOf(id), data: { deletedAt, purgeAt } });
    return [deleted, { version: deleted.version, purgeAt: purgeAt.toISOString() }];
  });
}

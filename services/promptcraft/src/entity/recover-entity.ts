import { keyOf } from "../asking.js";
import type { PromptcraftClient } from "../client.js";
import type { Entity } from "../generated/client.js";
import { changeEntity } from "./change-entity.js";

/** Takes the deletion of an entity back. Throws NotFound, NotAllowed; NothingToDo when it is not deleted. */
export async function recoverEntity(client: PromptcraftClient, id: string): Promise<Entity> {
  const change = { id, need: "own", isDeleted: true, event: "entity.recovered" } as const;
  return await changeEntity(client, change, async (tx) => {
    const recovered = await tx.entity.update({
      where: keyOf(id),
      data: { deletedAt: null, purgeAt: null },
    });
    return [recovered, { version: recovered.version }];
  });
}

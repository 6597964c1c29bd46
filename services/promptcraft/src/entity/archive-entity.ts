import { NothingToDo } from "@deepiri/database";
import { keyOf } from "../asking.js";
import type { PromptcraftClient } from "../client.js";
import type { Entity } from "../generated/client.js";
import { changeEntity } from "./change-entity.js";

/**
 * Archives a published entity of who asks: it may be read as before.
 *
 * @throws NotFound, NotAllowed, EditConflict; NothingToDo when it is not published
 */
export async function archiveEntity(
  client: PromptcraftClient,
  id: string,
  expectedVersion?: number,
): Promise<Entity> {
  const change = { id, need: "own", expectedVersion, event: "entity.archived" } as const;
  return await changeEntity(client, change, async (tx, { status }) => {
    if (status !== "published")
      throw new NothingToDo("promptcraft.entity", id, "it is not published");
    const archived = await tx.entity.update({ where: keyOf(id), data: { status: "archived" } });
    return [archived, { version: archived.version }];
  });
}

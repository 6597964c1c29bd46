import { NothingToDo } from "@deepiri/database";
import { keyOf } from "../asking.js";
import type { PromptcraftClient } from "../client.js";
import type { Entity } from "../generated/client.js";
import { changeEntity } from "./change-entity.js";

/**
 * Publishes an entity of who asks. `publishedAt` keeps the first time.
 *
 * @throws NotFound, NotAllowed, EditConflict; NothingToDo when it is published
 */
export async function publishEntity(
  client: PromptcraftClient,
  id: string,
  expectedVersion?: number,
): Promise<Entity> {
  const change = { id, need: "own", expectedVersion, event: "entity.published" } as const;
  return await changeEntity(client, change, async (tx, { status, publishedAt }) => {
    if (status === "published") throw new NothingToDo("promptcraft.entity", id, "it is published");
    const published = await tx.entity.update({
      where: keyOf(id),
      data: { status: "published", publishedAt: publishedAt ?? new Date() },
    });
    return [published, { version: published.version }];
  });
}

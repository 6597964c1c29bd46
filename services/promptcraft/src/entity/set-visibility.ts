import { keyOf } from "../asking.js";
import type { PromptcraftClient } from "../client.js";
import type { Entity } from "../generated/client.js";
import type { EntityVisibility } from "../words.js";
import { changeEntity, nextVersion } from "./change-entity.js";

/**
 * Says who may read an entity of who asks. Shares hold whatever it says; `public` means the whole tenant, once it is
 * published.
 *
 * @throws NotFound, NotAllowed, EditConflict, NothingToDo
 */
export async function setVisibility(
  client: PromptcraftClient,
  id: string,
  visibility: EntityVisibility,
  expectedVersion?: number,
): Promise<Entity> {
  const change = { id, need: "own", expectedVersion, event: "entity.made_visible" } as const;
  return await changeEntity(client, change, async (tx, entity) => {
    const data = { visibility };
    const changed = nextVersion(entity, await tx.entity.update({ where: keyOf(id), data }));
    return [changed, { version: changed.version, visibility }];
  });
}

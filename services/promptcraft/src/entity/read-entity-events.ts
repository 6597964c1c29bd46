import { NotAllowed, whoAsks } from "@deepiri/database";
import { readStream, type StoredEvent } from "@deepiri/event-log";
import type { PromptcraftTransaction } from "../client.js";
import { streamOf } from "../event/record-event.js";
import { readEntity } from "./read-entity.js";

/**
 * What happened to an entity, oldest first. It tells who marked and used it, so it is for the owner and who has a share
 * for editing. Throws NotFound, NotAllowed.
 */
export async function readEntityEvents(
  client: PromptcraftTransaction,
  entityId: string,
): Promise<StoredEvent[]> {
  const { tenant, user } = whoAsks();
  const { ownerId } = await readEntity(client, entityId);
  const editable = await client.$queryRaw<unknown[]>`
    SELECT FROM promptcraft.editable_entities(${user}::uuid) AS entity WHERE entity.id = ${entityId}::uuid`;
  if (ownerId !== user && editable.length === 0)
    throw new NotAllowed("promptcraft.entity", entityId, "its events are for who may edit it");
  return await readStream(client, { tenant, stream: streamOf(entityId) });
}

import {
  type Asking,
  EditConflict,
  NotAllowed,
  NotFound,
  NothingToDo,
  whoAsks,
} from "@deepiri/database";
import type { PromptcraftClient, PromptcraftTransaction } from "../client.js";
import { type EntityEvents, recordEvent } from "../event/record-event.js";
import type { Entity } from "../generated/client.js";
import { entityColumns } from "./columns.js";

/** What a change says of itself. */
export interface Change<Type extends keyof EntityEvents> {
  readonly id: string;
  /** What who asks needs: to own the entity, a share for editing, or only to read it. */
  readonly need: "own" | "edit" | "read";
  /** The version that the change was made for; any if left out. */
  readonly expectedVersion?: number | undefined;
  readonly event: Type;
  /** Whether a deleted entity is meant. */
  readonly isDeleted?: boolean;
}

type Changed<Type extends keyof EntityEvents> = readonly [
  entity: Entity,
  event: EntityEvents[Type],
];

/**
 * Changes an entity and records the event of it in one transaction. `make` gets the entity locked, so that nobody
 * changes it in between.
 *
 * @throws NotFound, NotAllowed, EditConflict, NothingToDo
 */
export async function changeEntity<Type extends keyof EntityEvents>(
  client: PromptcraftClient,
  change: Change<Type>,
  make: (tx: PromptcraftTransaction, entity: Entity, asking: Asking) => Promise<Changed<Type>>,
): Promise<Entity> {
  const asking = whoAsks();
  return await client.transaction(async (tx) => {
    const entity = await lockEntity(tx, change, asking);
    const [changed, event] = await make(tx, entity, asking);
    await recordEvent(tx, asking.tenant, change.id, change.event, event);
    return changed;
  });
}

async function lockEntity(
  tx: PromptcraftTransaction,
  { id, need, expectedVersion, isDeleted = false }: Change<keyof EntityEvents>,
  { user }: Asking,
): Promise<Entity> {
  // The function cannot be locked itself; asked in the condition, it is asked again of a row that was waited for.
  const sql = `SELECT ${entityColumns("entity")}, entity.owner_id = $1::uuid
      OR entity.id IN (SELECT editable.id FROM promptcraft.editable_entities($1::uuid) AS editable) AS "mayEdit"
    FROM promptcraft.entity
    WHERE entity.id = $2::uuid
      AND entity.id IN (SELECT readable.id FROM promptcraft.readable_entities($1::uuid) AS readable)
    FOR UPDATE OF entity`;
  const [found] = await tx.$queryRawUnsafe<(Entity & { mayEdit: boolean })[]>(sql, user, id);
  if (!found) throw new NotFound("promptcraft.entity", id);
  const { mayEdit, ...entity } = found;
  if (need === "own" && entity.ownerId !== user)
    throw new NotAllowed("promptcraft.entity", id, "only its owner may");
  if (need === "edit" && !mayEdit)
    throw new NotAllowed("promptcraft.entity", id, "it is not shared with you for editing");
  if (expectedVersion !== undefined && expectedVersion !== entity.version)
    throw new EditConflict("promptcraft.entity", id, expectedVersion, entity.version);
  if (isDeleted !== (entity.deletedAt !== null))
    throw new NothingToDo(
      "promptcraft.entity",
      id,
      isDeleted ? "it is not deleted" : "it is deleted; recover it first",
    );
  return entity;
}

/** The entity after a change of what it says. Throws NothingToDo when it is at the version of before: nothing differs. */
export function nextVersion(before: Entity, after: Entity): Entity {
  if (after.version === before.version)
    throw new NothingToDo("promptcraft.entity", after.id, "it says that already");
  return after;
}

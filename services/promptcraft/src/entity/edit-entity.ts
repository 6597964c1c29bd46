import { keyOf } from "../asking.js";
import type { PromptcraftClient } from "../client.js";
import type { Entity, Prisma } from "../generated/client.js";
import { changeEntity, nextVersion } from "./change-entity.js";
import { checkContent } from "./check-content.js";

/** What an edit may change. What is left out stays. */
export interface Edit {
  readonly title?: string;
  readonly description?: string | null;
  /** Of the entity's type, as a whole. */
  readonly content?: unknown;
  readonly tags?: string[];
  readonly metadata?: Prisma.InputJsonObject;
}

/**
 * Changes what an entity says, as a new version. References to it are to its id and stay. The owner may, and who has
 * a share for editing.
 *
 * @param expectedVersion the version that was read before; an edit of any other is refused
 * @throws NotFound, NotAllowed, EditConflict, NothingToDo, WrongContent
 */
export async function editEntity(
  client: PromptcraftClient,
  id: string,
  edit: Edit,
  expectedVersion: number,
): Promise<Entity> {
  const change = { id, need: "edit", expectedVersion, event: "entity.edited" } as const;
  return await changeEntity(client, change, async (tx, entity) => {
    const { content, ...others } = edit;
    const data: Prisma.EntityUpdateInput =
      content === undefined
        ? others
        : {
            ...others,
            content: checkContent(entity.entityType, content) as Prisma.InputJsonObject,
          };
    const edited = nextVersion(entity, await tx.entity.update({ where: keyOf(id), data }));
    return [edited, { version: edited.version, fields: Object.keys(data) }];
  });
}

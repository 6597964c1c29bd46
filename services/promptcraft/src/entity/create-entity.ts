import { defined, whoAsks } from "@deepiri/database";
import type { PromptcraftClient } from "../client.js";
import { recordEvent } from "../event/record-event.js";
import type { Entity, Prisma } from "../generated/client.js";
import type { EntityType, EntityVisibility } from "../words.js";
import { checkContent } from "./check-content.js";
import type { ContentOf } from "./content.js";

/** An entity to be. */
export interface NewEntity<Type extends EntityType = EntityType> {
  readonly entityType: Type;
  readonly title: string;
  readonly content: ContentOf<Type>;
  readonly description?: string | null | undefined;
  /** `private` if left out. */
  readonly visibility?: EntityVisibility | undefined;
  readonly tags?: string[] | undefined;
  readonly metadata?: Prisma.InputJsonObject | undefined;
}

/** Makes an entity, a draft of who asks. Throws WrongContent when the content is not one of its type. */
export async function createEntity<Type extends EntityType>(
  client: PromptcraftClient,
  given: NewEntity<Type>,
): Promise<Entity> {
  const { tenant, user } = whoAsks();
  const { entityType, title, description, visibility, tags, metadata } = given;
  const content = checkContent(entityType, given.content) as Prisma.InputJsonObject;
  return await client.transaction(async (tx) => {
    const entity = await tx.entity.create({
      data: {
        tenantId: tenant,
        ownerId: user,
        content,
        entityType,
        title,
        ...defined({ description, visibility, tags, metadata }),
      },
    });
    const { id, version } = entity;
    await recordEvent(tx, tenant, id, "entity.created", { version, title });
    return entity;
  });
}

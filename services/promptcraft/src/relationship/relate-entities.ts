import { NotFound } from "@deepiri/database";
import type { PromptcraftClient } from "../client.js";
import { changeEntity } from "../entity/change-entity.js";
import { readEntity } from "../entity/read-entity.js";
import type { Prisma } from "../generated/client.js";
import type { RelationshipType } from "../words.js";

/** That the source has to do with the target. */
export interface NewRelationship {
  readonly source: string;
  readonly target: string;
  readonly type: RelationshipType;
  /** 0 to 1; 1 if left out. */
  readonly strength?: number;
  readonly metadata?: Prisma.InputJsonObject;
}

/**
 * Relates an entity to another that who asks may read. A relationship of the type that there is gets this strength and
 * metadata. The source's owner may, and who has a share for editing.
 *
 * @throws NotFound, NotAllowed, NothingToDo; CheckViolation when source and target are one
 */
export async function relateEntities(
  client: PromptcraftClient,
  { source, target, type, strength = 1, metadata = {} }: NewRelationship,
): Promise<void> {
  const change = { id: source, need: "edit", event: "entity.related" } as const;
  await changeEntity(client, change, async (tx, entity, { tenant, user }) => {
    await readEntity(tx, target);
    const key = { tenantId: tenant, sourceId: source, targetId: target, relationshipType: type };
    await tx.relationship.upsert({
      where: { tenantId_sourceId_targetId_relationshipType: key },
      create: { ...key, strength, metadata, createdBy: user },
      update: { strength, metadata },
    });
    return [entity, { target, type }];
  });
}

/** Ends a relationship. Throws NotFound, also when there is none; NotAllowed, NothingToDo. */
export async function unrelateEntities(
  client: PromptcraftClient,
  { source, target, type }: Pick<NewRelationship, "source" | "target" | "type">,
): Promise<void> {
  const change = { id: source, need: "edit", event: "entity.unrelated" } as const;
  await changeEntity(client, change, async (tx, entity) => {
    const where = { sourceId: source, targetId: target, relationshipType: type };
    const { count } = await tx.relationship.deleteMany({ where });
    if (count === 0) throw new NotFound("promptcraft.relationship", `${source} ${type} ${target}`);
    return [entity, { target, type }];
  });
}

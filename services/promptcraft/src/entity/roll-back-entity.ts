import { NotFound } from "@deepiri/database";
import { keyOf } from "../asking.js";
import type { PromptcraftClient } from "../client.js";
import type { Entity, Prisma } from "../generated/client.js";
import { changeEntity, nextVersion } from "./change-entity.js";
import { versionKey } from "./version-key.js";

/**
 * Makes an entity say again what it said in an old version, as a new version: title, description, content, tags and
 * metadata. Whose it is, who may see it and whether it is published are no matter of what it says, and stay.
 *
 * @throws NotFound, also when there is no such version; NotAllowed, EditConflict, NothingToDo
 */
export async function rollBackEntity(
  client: PromptcraftClient,
  id: string,
  toVersion: number,
  expectedVersion?: number,
): Promise<Entity> {
  const change = { id, need: "edit", expectedVersion, event: "entity.rolled_back" } as const;
  return await changeEntity(client, change, async (tx, entity) => {
    const old = await tx.entityVersion.findUnique({
      where: versionKey(id, toVersion),
      select: { title: true, description: true, content: true, tags: true, metadata: true },
    });
    if (!old) throw new NotFound("promptcraft.entity_version", `version ${toVersion} of ${id}`);
    const data = old as Prisma.EntityUpdateInput;
    const rolledBack = nextVersion(entity, await tx.entity.update({ where: keyOf(id), data }));
    return [rolledBack, { version: rolledBack.version, toVersion }];
  });
}

import type { Prisma } from "../generated/client.js";
import { daysBefore } from "./days-before.js";
import type { DemoIds } from "./demo-ids.js";
import type { DemoEntity } from "./story.js";

/** The rows of all versions of an entity of the demo, oldest first. It is published from the first on, if it is. */
export function versionRows(
  { tenantId, idOf }: DemoIds,
  { key, type, owner, visibility, isPublished, tags, versions }: DemoEntity,
  now: Date,
): Prisma.EntityVersionCreateManyInput[] {
  const createdAt = daysBefore(now, versions[0].daysAgo);
  return versions.map(({ daysAgo, title, content }, place) => ({
    ...{ id: idOf(key), tenantId, ownerId: idOf(owner), entityType: type, title, visibility },
    version: place + 1,
    validFrom: daysBefore(now, daysAgo),
    editor: idOf(owner),
    operation: place === 0 ? "insert" : "update",
    status: isPublished ? "published" : "draft",
    content: content as Prisma.InputJsonObject,
    tags: [...tags],
    metadata: {},
    createdAt,
    publishedAt: isPublished ? createdAt : null,
  }));
}

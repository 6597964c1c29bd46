import { hashOfToken, NotAllowed, NotFound, NothingToDo, newToken } from "@deepiri/database";
import { keyOf } from "../asking.js";
import type { PromptcraftClient } from "../client.js";
import { changeEntity } from "../entity/change-entity.js";
import type { SharePermission } from "../words.js";

/** How long a share holds, and what for. */
export interface Sharing {
  /** `view` if left out. */
  readonly permission?: SharePermission;
  /** For ever if left out. */
  readonly expiresAt?: Date;
}

/**
 * Shares an entity of who asks with a user of the tenant. A share that the user has is replaced.
 *
 * @throws NotFound, also when there is no such user; NotAllowed; NothingToDo when the user owns it
 */
export async function shareEntity(
  client: PromptcraftClient,
  id: string,
  userId: string,
  { permission = "view", expiresAt }: Sharing = {},
): Promise<void> {
  const change = { id, need: "own", event: "entity.shared" } as const;
  await changeEntity(client, change, async (tx, entity, { tenant, user }) => {
    if (userId === user) throw new NothingToDo("promptcraft.entity", id, "it is yours already");
    if (!(await tx.user.findUnique({ where: keyOf(userId) })))
      throw new NotFound("promptcraft.user", userId);
    const values = { sharedBy: user, permission, expiresAt: expiresAt ?? null };
    await tx.share.upsert({
      where: {
        tenantId_entityId_sharedWith: { tenantId: tenant, entityId: id, sharedWith: userId },
      },
      create: { tenantId: tenant, entityId: id, sharedWith: userId, ...values },
      update: values,
    });
    return [entity, { with: userId, permission }];
  });
}

/** A public link to an entity. */
export interface PublicLink {
  /** Shown this once: only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Makes a public link to an entity of who asks, for everybody who has the token, without an account. The link that
 * there was ends.
 *
 * @throws NotFound, NotAllowed, NothingToDo
 */
export async function sharePublicly(
  client: PromptcraftClient,
  id: string,
  expiresAt: Date,
): Promise<PublicLink> {
  const token = newToken();
  const change = { id, need: "own", event: "entity.shared" } as const;
  await changeEntity(client, change, async (tx, entity, { tenant, user }) => {
    // The entity's row is locked, so that no other link comes in between.
    await tx.share.deleteMany({ where: { entityId: id, sharedWith: null } });
    const tokenHash = hashOfToken(token);
    const values = { tenantId: tenant, entityId: id, sharedBy: user };
    await tx.share.create({ data: { ...values, expiresAt, tokenHash } });
    return [entity, { with: null, permission: "view" }];
  });
  return { token, expiresAt };
}

/**
 * Ends the share of an entity with a user, or with null its public link. The owner may, and a user his own share.
 *
 * @throws NotFound when there is no such share; NotAllowed
 */
export async function unshareEntity(
  client: PromptcraftClient,
  id: string,
  userId: string | null,
): Promise<void> {
  const change = { id, need: "read", event: "entity.unshared" } as const;
  await changeEntity(client, change, async (tx, entity, { user }) => {
    if (entity.ownerId !== user && userId !== user)
      throw new NotAllowed("promptcraft.entity", id, "only its owner may");
    const { count } = await tx.share.deleteMany({ where: { entityId: id, sharedWith: userId } });
    if (count === 0)
      throw new NotFound("promptcraft.share", `${id} with ${userId ?? "the public"}`);
    return [entity, { with: userId }];
  });
}

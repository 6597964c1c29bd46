import { defined, hashOfToken, NotFound, newToken, whoAsks } from "@deepiri/database";
import type { RobbieverseClient, RobbieverseTransaction } from "../client.js";
import type { Acting } from "./sessions.js";

/** A key to make. */
export interface NewApiKey {
  readonly name: string;
  readonly permissions?: readonly string[];
  /** Never, if left out. */
  readonly expiresAt?: Date;
}

/** Makes a key by which a program acts for who asks. The key is told here alone: only a hash of it is stored. */
export async function createApiKey(
  client: RobbieverseTransaction,
  { name, permissions = [], expiresAt }: NewApiKey,
): Promise<{ id: string; key: string }> {
  const { tenant, user } = whoAsks();
  const key = newToken();
  const { id } = await client.apiKey.create({
    data: {
      ...{ organizationId: tenant, userId: user, name, permissions: [...permissions] },
      keyHash: hashOfToken(key),
      ...defined({ expiresAt }),
    },
  });
  return { id, key };
}

/** For whom a key holds, and what it permits; null when it does not. It is asked before anybody is known. */
export async function findApiKey(
  client: RobbieverseTransaction,
  key: string,
): Promise<(Acting & { readonly keyId: string; readonly permissions: readonly string[] }) | null> {
  const [found] = await client.$queryRaw<(Acting & { keyId: string; permissions: string[] })[]>`
    SELECT key_id AS "keyId", organization_id AS tenant, user_id AS actor, permissions
    FROM core.api_key_of(${hashOfToken(key)})`;
  return found ?? null;
}

/** Switches a key of who asks off. Throws NotFound when he has no such key that is on. */
export async function revokeApiKey(client: RobbieverseClient, id: string): Promise<void> {
  const { tenant, user } = whoAsks();
  const { count } = await client.apiKey.updateMany({
    where: { id, organizationId: tenant, userId: user, isActive: true },
    data: { isActive: false },
  });
  if (count === 0) throw new NotFound("core.api_keys", id);
}

import { NotFound, whoAsks } from "@deepiri/database";
import { compare, type Difference } from "@deepiri/temporal";
import type { PromptcraftTransaction } from "../client.js";
import { readEntity } from "./read-entity.js";
import { versionKey } from "./version-key.js";

/**
 * What differs between two versions of an entity: by column, and within content and metadata by the way to the value.
 * Throws NotFound also when one of both is not there.
 */
export async function compareVersions(
  client: PromptcraftTransaction,
  id: string,
  version: number,
  otherVersion: number,
): Promise<Difference[]> {
  await readEntity(client, id);
  for (const wanted of [version, otherVersion]) {
    const where = versionKey(id, wanted);
    const found = await client.entityVersion.findUnique({ where, select: { version: true } });
    if (!found) throw new NotFound("promptcraft.entity_version", `version ${wanted} of ${id}`);
  }
  const key = { id, tenant_id: whoAsks().tenant };
  return await compare(client, "promptcraft.entity", key, version, otherVersion);
}

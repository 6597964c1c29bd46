import { whoAsks } from "@deepiri/database";
import type { PromptcraftTransaction } from "../client.js";
import type { EntityVersion } from "../generated/client.js";
import { versionColumns } from "./columns.js";
import { readEntity } from "./read-entity.js";
import { temporalKey } from "./version-key.js";

/** A version, and when the next one took its place: null for the last. */
export type PastVersion = EntityVersion & { readonly validTo: Date | null };

/**
 * All versions of an entity, newest first, with who made each (`editor`), those from before it was shared or published
 * too. Throws NotFound unless who asks may read the entity now.
 */
export async function readHistory(
  client: PromptcraftTransaction,
  id: string,
): Promise<PastVersion[]> {
  await readEntity(client, id);
  const sql = `SELECT ${versionColumns("version")}, lead(version.valid_from) OVER (ORDER BY version.version) AS "validTo"
    FROM temporal.history(NULL::promptcraft.entity_version, ${temporalKey}) AS version
    ORDER BY version.version DESC`;
  return await client.$queryRawUnsafe<PastVersion[]>(sql, whoAsks().tenant, id);
}

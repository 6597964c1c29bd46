import { NotFound, whoAsks } from "@deepiri/database";
import type { PromptcraftTransaction } from "../client.js";
import type { EntityVersion } from "../generated/client.js";
import { versionColumns } from "./columns.js";
import { readEntity } from "./read-entity.js";
import { temporalKey } from "./version-key.js";

/**
 * An entity as it was at an instant; a version is there from its `validFrom` on, that instant included. A Date is a
 * millisecond, in which more than one version may begin: it is what was there at its end. Who may read the entity now may
 * read what it was.
 *
 * @throws NotFound also when it was not there then, or deleted
 */
export async function readEntityAsOf(
  client: PromptcraftTransaction,
  id: string,
  instant: Date,
): Promise<EntityVersion> {
  await readEntity(client, id);
  const sql = `SELECT ${versionColumns("version")}
    FROM temporal.as_of(NULL::promptcraft.entity_version, ${temporalKey}, $3::timestamptz + interval '999 microseconds') AS version`;
  const [version] = await client.$queryRawUnsafe<EntityVersion[]>(
    sql,
    whoAsks().tenant,
    id,
    instant,
  );
  if (!version)
    throw new NotFound("promptcraft.entity_version", `${id} at ${instant.toISOString()}`);
  return version;
}

import { NotFound, whoAsks } from "@deepiri/database";
import type { PromptcraftTransaction } from "../client.js";
import type { Entity } from "../generated/client.js";
import { entityColumns } from "./columns.js";

/** An entity as it stands. Its owner may read it deleted too. Throws NotFound unless who asks may read it. */
export async function readEntity(client: PromptcraftTransaction, id: string): Promise<Entity> {
  const sql = `SELECT ${entityColumns("entity")} FROM promptcraft.readable_entities($1::uuid) AS entity
    WHERE entity.id = $2::uuid`;
  const [found] = await client.$queryRawUnsafe<Entity[]>(sql, whoAsks().user, id);
  if (!found) throw new NotFound("promptcraft.entity", id);
  return found;
}

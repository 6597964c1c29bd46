import { hashOfToken, NotFound } from "@deepiri/database";
import type { PromptcraftTransaction } from "../client.js";
import { entityColumns } from "../entity/columns.js";
import type { Entity } from "../generated/client.js";

/**
 * The entity of a public link, for who has its token: no user and no tenant is needed. Notes the time.
 *
 * @throws NotFound when the link has ended, its entity is deleted, or there was none; which of them is not told
 */
export async function openLink(client: PromptcraftTransaction, token: string): Promise<Entity> {
  const sql = `SELECT ${entityColumns("entity")} FROM promptcraft.open_link($1) AS entity`;
  const [entity] = await client.$queryRawUnsafe<Entity[]>(sql, hashOfToken(token));
  if (!entity) throw new NotFound("promptcraft.share", "link of that token");
  return entity;
}

import { NothingToDo, whoAsks } from "@deepiri/database";
import type { PromptcraftClient, PromptcraftTransaction } from "../client.js";
import { changeEntity } from "../entity/change-entity.js";
import { entityColumns } from "../entity/columns.js";
import type { Entity } from "../generated/client.js";

/** Marks an entity that who asks may read. Throws NotFound; NothingToDo when he has marked it. */
export async function addFavorite(client: PromptcraftClient, id: string): Promise<void> {
  const change = { id, need: "read", event: "entity.favorited" } as const;
  await changeEntity(client, change, async (tx, entity, { tenant, user }) => {
    const data = [{ tenantId: tenant, userId: user, entityId: id }];
    const { count } = await tx.favorite.createMany({ data, skipDuplicates: true });
    if (count === 0) throw new NothingToDo("promptcraft.entity", id, "it is among your favorites");
    return [entity, {}];
  });
}

/** Takes the mark of who asks away. Throws NotFound; NothingToDo when there is none. */
export async function removeFavorite(client: PromptcraftClient, id: string): Promise<void> {
  const change = { id, need: "read", event: "entity.unfavorited" } as const;
  await changeEntity(client, change, async (tx, entity, { user }) => {
    const { count } = await tx.favorite.deleteMany({ where: { userId: user, entityId: id } });
    if (count === 0)
      throw new NothingToDo("promptcraft.entity", id, "it is not among your favorites");
    return [entity, {}];
  });
}

/** The entities that who asks has marked and may still see, the latest mark first. */
export async function readFavorites(client: PromptcraftTransaction): Promise<Entity[]> {
  const sql = `SELECT ${entityColumns("entity")}
    FROM promptcraft.favorite
    JOIN promptcraft.visible_entities($1::uuid) AS entity ON entity.tenant_id = favorite.tenant_id AND entity.id = favorite.entity_id
    WHERE favorite.user_id = $1::uuid
    ORDER BY favorite.created_at DESC, entity.id`;
  return await client.$queryRawUnsafe<Entity[]>(sql, whoAsks().user);
}

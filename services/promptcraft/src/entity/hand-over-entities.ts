import { NotFound, whoAsks } from "@deepiri/database";
import { keyOf } from "../asking.js";
import type { PromptcraftClient } from "../client.js";
import { recordEvent } from "../event/record-event.js";

/**
 * Gives all entities of a user to another of the tenant, deleted ones and the shares that he gave too, so that he can
 * be removed. For administrators: it asks for no right to the entities. Returns the ids.
 *
 * @throws NotFound when one of both is no user of the tenant
 */
export async function handOverEntities(
  client: PromptcraftClient,
  from: string,
  to: string,
): Promise<string[]> {
  const { tenant } = whoAsks();
  return await client.transaction(async (tx) => {
    for (const id of [from, to])
      if (!(await tx.user.findUnique({ where: keyOf(id) })))
        throw new NotFound("promptcraft.user", id);
    const handed = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM promptcraft.hand_over(${from}::uuid, ${to}::uuid) AS id`;
    for (const { id } of handed)
      await recordEvent(tx, tenant, id, "entity.handed_over", { from, to });
    return handed.map(({ id }) => id);
  });
}

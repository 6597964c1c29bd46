import { NotFound, whoAsks } from "@deepiri/database";
import { acrossTenants } from "@deepiri/tenancy";
import { keyOf } from "../asking.js";
import type { PromptcraftClient, PromptcraftTransaction } from "../client.js";
import { recordEvent } from "../event/record-event.js";

/**
 * Gives all entities of a user to another of the tenant, deleted ones and the shares that he gave too, so that he can
 * be removed. Who asks may hand over what is his own. Of what is another's only an administrator of tenants may: the
 * client's login has to be one (`acrossTenants`), and who did it and why is recorded in `tenancy.crossings`. Returns the
 * ids.
 *
 * @param reason why it is done for another; not needed for what is one's own
 * @throws NotFound when one of both is no user of the tenant
 * @throws PermissionDenied when it is another's, and the login is no administrator's
 * @throws CheckViolation when it is another's, and there is no reason
 */
export async function handOverEntities(
  client: PromptcraftClient,
  from: string,
  to: string,
  reason = "",
): Promise<string[]> {
  const { tenant, user } = whoAsks();
  const handOver = (tx: PromptcraftTransaction) => handOverIn(tx, tenant, from, to);
  if (from === user) return await client.transaction(handOver);
  return await acrossTenants(client, { actor: user, reason }, handOver);
}

async function handOverIn(
  tx: PromptcraftTransaction,
  tenant: string,
  from: string,
  to: string,
): Promise<string[]> {
  for (const id of [from, to])
    if (!(await tx.user.findUnique({ where: keyOf(id) })))
      throw new NotFound("promptcraft.user", id);
  const handed = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM promptcraft.hand_over(${tenant}::uuid, ${from}::uuid, ${to}::uuid) AS id`;
  for (const { id } of handed)
    await recordEvent(tx, tenant, id, "entity.handed_over", { from, to });
  return handed.map(({ id }) => id);
}

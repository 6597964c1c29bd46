import { whoAsks } from "@deepiri/database";
import type { PromptcraftTransaction } from "../client.js";
import { entityColumns } from "../entity/columns.js";
import type { Entity } from "../generated/client.js";
import type { SharePermission } from "../words.js";

/** An entity that was shared with who asks. */
export type SharedEntity = Entity & {
  readonly permission: SharePermission;
  readonly sharedBy: string;
  /** Null: for ever. */
  readonly expiresAt: Date | null;
};

/** The entities that others share with who asks, the latest share first. */
export async function readSharedWithMe(client: PromptcraftTransaction): Promise<SharedEntity[]> {
  const sql = `SELECT ${entityColumns("entity")}, share.permission, share.shared_by AS "sharedBy", share.expires_at AS "expiresAt"
    FROM promptcraft.share
    JOIN promptcraft.visible_entities($1::uuid) AS entity ON entity.tenant_id = share.tenant_id AND entity.id = share.entity_id
    WHERE share.shared_with = $1::uuid AND (share.expires_at IS NULL OR share.expires_at > now())
    ORDER BY share.created_at DESC, entity.id`;
  return await client.$queryRawUnsafe<SharedEntity[]>(sql, whoAsks().user);
}

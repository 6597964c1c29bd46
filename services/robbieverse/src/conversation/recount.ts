import type { RawClient } from "@deepiri/database";

/** A conversation that says something else of its messages than they do, and what it should say. */
export interface Miscount {
  readonly organizationId: string;
  readonly id: string;
  readonly messageCount: number;
  readonly lastMessageAt: Date | null;
  readonly updatedAt: Date;
}

/**
 * Conversations whose counts are not those of their messages: none, unless messages were written past the triggers. Of
 * who asks' organization, or of all for a client that acts as the owner.
 */
export async function findMiscounts(client: RawClient): Promise<Miscount[]> {
  return await client.$queryRawUnsafe<Miscount[]>(
    `SELECT organization_id AS "organizationId", id, message_count AS "messageCount",
       last_message_at AS "lastMessageAt", updated_at AS "updatedAt"
     FROM conversation.miscounted_conversations() ORDER BY organization_id, id`,
  );
}

/** Corrects them, after a load past the triggers. Gives how many were wrong. */
export async function recountConversations(client: RawClient): Promise<number> {
  const [row] = await client.$queryRawUnsafe<{ amount: number }[]>(
    "SELECT conversation.recount_conversations()::integer AS amount",
  );
  return row?.amount ?? 0;
}

import { whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { ConversationContext, Prisma } from "../generated/client.js";
import { ownConversation } from "./own-conversation.js";

/** Sets what is known in a conversation under a name, until it expires; null is never. Throws NotFound. */
export async function setContext(
  client: RobbieverseTransaction,
  conversationId: string,
  contextKey: string,
  contextValue: Prisma.InputJsonValue,
  expiresAt: Date | null = null,
): Promise<ConversationContext> {
  await ownConversation(client, conversationId);
  const key = { organizationId: whoAsks().tenant, conversationId, contextKey };
  const known = { contextValue, expiresAt, createdAt: new Date() };
  return await client.conversationContext.upsert({
    where: { organizationId_conversationId_contextKey: key },
    create: { ...key, ...known },
    update: known,
  });
}

/** What is known in a conversation and not expired, by name. Throws NotFound. */
export async function readContext(
  client: RobbieverseTransaction,
  conversationId: string,
): Promise<Readonly<Record<string, unknown>>> {
  await ownConversation(client, conversationId);
  const rows = await client.$queryRawUnsafe<{ key: string; value: unknown }[]>(
    `SELECT context_key AS key, context_value AS value
     FROM conversation.live_context($1::uuid, $2::uuid) ORDER BY context_key`,
    whoAsks().tenant,
    conversationId,
  );
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

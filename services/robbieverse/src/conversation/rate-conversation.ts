import { whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { ConversationAnalytics } from "../generated/client.js";
import { ownConversation } from "./own-conversation.js";

/** What a conversation was worth and cost, as far as counting does not tell. */
export interface Rating {
  /** 0 to 5. */
  readonly satisfaction?: number | undefined;
  readonly costUsd?: number | undefined;
  readonly topics?: string[] | undefined;
}

/** Counts the messages and tokens of a conversation, and notes what is said of it. Throws NotFound. */
export async function rateConversation(
  client: RobbieverseTransaction,
  conversationId: string,
  { satisfaction, costUsd, topics }: Rating = {},
): Promise<ConversationAnalytics> {
  await ownConversation(client, conversationId);
  const { tenant } = whoAsks();
  await client.$queryRawUnsafe(
    "SELECT FROM conversation.measure_conversation($1::uuid, $2::uuid)",
    tenant,
    conversationId,
  );
  const key = { organizationId: tenant, conversationId };
  return await client.conversationAnalytics.update({
    where: { organizationId_conversationId: key },
    data: {
      ...(satisfaction !== undefined && { satisfaction }),
      ...(costUsd !== undefined && { costUsd }),
      ...(topics !== undefined && { topics }),
    },
  });
}

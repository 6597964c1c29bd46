import { defined, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Conversation, Prisma } from "../generated/client.js";
import type { ConversationType } from "../words/conversation.js";

/** What a conversation begins with. */
export interface NewConversation {
  readonly title?: string | undefined;
  /** `chat` if left out. */
  readonly type?: ConversationType | undefined;
  readonly tags?: string[] | undefined;
  /** 1 to 10, 5 if left out. */
  readonly importanceScore?: number | undefined;
  readonly metadata?: Prisma.InputJsonObject | undefined;
}

/** Starts a conversation of who asks. */
export async function startConversation(
  client: RobbieverseTransaction,
  given: NewConversation = {},
): Promise<Conversation> {
  const { tenant, user } = whoAsks();
  return await client.conversation.create({
    data: { ...defined(given), organizationId: tenant, userId: user },
  });
}

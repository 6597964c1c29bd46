import { defined, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Message, Prisma } from "../generated/client.js";
import type { MessageRole } from "../words/conversation.js";
import { ownConversation } from "./own-conversation.js";

/** Something that is said. */
export interface NewMessage {
  readonly role: MessageRole;
  readonly content: string;
  /** The message that it answers, of the same conversation. */
  readonly parentMessageId?: string | undefined;
  /** For history: when it was said; now if left out. It makes the conversation no younger than that. */
  readonly createdAt?: Date | undefined;
  readonly modelUsed?: string | undefined;
  readonly tokenCount?: number | undefined;
  readonly emotionalTone?: string | undefined;
  /** 0 to 1, 1 if left out. */
  readonly confidenceScore?: number | undefined;
  readonly metadata?: Prisma.InputJsonObject | undefined;
}

/**
 * Adds messages to the end of a conversation of who asks, in this order; several who do so at once follow each other.
 * Gives them as they were written. Throws NotFound.
 */
export async function addMessages(
  client: RobbieverseTransaction,
  conversationId: string,
  messages: readonly NewMessage[],
): Promise<Message[]> {
  await ownConversation(client, conversationId);
  const { tenant } = whoAsks();
  const added = await client.message.createManyAndReturn({
    data: messages.map(({ role, content, ...others }) => ({
      ...defined(others),
      role,
      content,
      organizationId: tenant,
      conversationId,
    })),
  });
  return added.sort((one, other) => one.position - other.position);
}

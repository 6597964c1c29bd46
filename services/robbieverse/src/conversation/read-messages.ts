import { whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Message } from "../generated/client.js";
import { ownConversation } from "./own-conversation.js";

/** Which part of a conversation is read. */
export interface Reading {
  /** At most so many, 50 if left out. */
  readonly limit?: number | undefined;
  /** From after this position on; from the beginning if left out. */
  readonly after?: number | undefined;
  /** Those just before this position: how one scrolls back. Not together with `after`. */
  readonly before?: number | undefined;
  /** Deleted ones too. */
  readonly withDeleted?: boolean | undefined;
}

/** Some of a conversation, in the order in which it was said. */
export interface MessagePage {
  readonly messages: readonly Message[];
  /** What the next page begins after, or, read backwards, ends before; null where there is no more. */
  readonly next: number | null;
}

/** Reads a conversation of who asks, a page at a time. Throws NotFound. */
export async function readMessages(
  client: RobbieverseTransaction,
  conversationId: string,
  { limit = 50, after, before, withDeleted = false }: Reading = {},
): Promise<MessagePage> {
  await ownConversation(client, conversationId);
  const isBackwards = before !== undefined;
  const found = await client.message.findMany({
    where: {
      organizationId: whoAsks().tenant,
      conversationId,
      ...(!withDeleted && { deletedAt: null }),
      position: isBackwards ? { lt: before } : { gt: after ?? 0 },
    },
    orderBy: { position: isBackwards ? "desc" : "asc" },
    take: limit + 1,
  });
  const page = found.slice(0, limit);
  const next = found.length > limit ? (page.at(-1)?.position ?? null) : null;
  return { messages: isBackwards ? page.reverse() : page, next };
}

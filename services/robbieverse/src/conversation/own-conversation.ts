import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Conversation, Message } from "../generated/client.js";

/** A conversation of who asks. Throws NotFound where it is not his, which is not told apart from there being none. */
export async function ownConversation(
  client: RobbieverseTransaction,
  id: string,
): Promise<Conversation> {
  const { tenant, user } = whoAsks();
  const found = await client.conversation.findFirst({
    where: { organizationId: tenant, id, userId: user },
  });
  if (!found) throw new NotFound("conversation.conversations", id);
  return found;
}

/** A message of one of who asks' conversations, also a deleted one. Throws NotFound as `ownConversation` does. */
export async function ownMessage(client: RobbieverseTransaction, id: string): Promise<Message> {
  const { tenant, user } = whoAsks();
  const found = await client.message.findFirst({
    where: { organizationId: tenant, id, conversation: { userId: user } },
  });
  if (!found) throw new NotFound("conversation.messages", id);
  return found;
}

/** The key of a row of who asks' organization, as the client's `where` takes it. */
export function keyOf(id: string): { organizationId_id: { organizationId: string; id: string } } {
  return { organizationId_id: { organizationId: whoAsks().tenant, id } };
}

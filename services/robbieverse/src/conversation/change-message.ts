import { whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Message } from "../generated/client.js";
import { keyOf, ownConversation, ownMessage } from "./own-conversation.js";

/** Changes what a message says, and notes when. Throws NotFound. */
export async function editMessage(
  client: RobbieverseTransaction,
  id: string,
  content: string,
): Promise<Message> {
  await ownMessage(client, id);
  return await client.message.update({ where: keyOf(id), data: { content } });
}

/** Takes a message from its conversation, though it is kept; again, it changes nothing. Throws NotFound. */
export async function deleteMessage(client: RobbieverseTransaction, id: string): Promise<Message> {
  const message = await ownMessage(client, id);
  if (message.deletedAt) return message;
  return await client.message.update({ where: keyOf(id), data: { deletedAt: new Date() } });
}

/** Brings a deleted message back to where it was. Throws NotFound. */
export async function restoreMessage(client: RobbieverseTransaction, id: string): Promise<Message> {
  await ownMessage(client, id);
  return await client.message.update({ where: keyOf(id), data: { deletedAt: null } });
}

/** Removes a message for good, with its embeddings; what answered it stays. Throws NotFound. */
export async function removeMessage(client: RobbieverseTransaction, id: string): Promise<void> {
  await ownMessage(client, id);
  await client.message.delete({ where: keyOf(id) });
}

/**
 * Moves a message, with all that answers it, to the end of another conversation of who asks, where it answers nothing.
 * Gives how many moved. Throws NotFound.
 */
export async function moveMessage(
  client: RobbieverseTransaction,
  id: string,
  conversationId: string,
): Promise<number> {
  await ownMessage(client, id);
  await ownConversation(client, conversationId);
  const [row] = await client.$queryRawUnsafe<{ moved: number }[]>(
    "SELECT conversation.move_message($1::uuid, $2::uuid, $3::uuid)::integer AS moved",
    whoAsks().tenant,
    id,
    conversationId,
  );
  return row?.moved ?? 0;
}

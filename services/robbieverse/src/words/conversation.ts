/** What a conversation is for. */
export const conversationTypes = ["chat", "support", "training", "system", "vengeance"] as const;
/** One of {@link conversationTypes}. */
export type ConversationType = (typeof conversationTypes)[number];

/** Where a conversation stands. */
export const conversationStatuses = ["active", "archived", "deleted"] as const;
/** One of {@link conversationStatuses}. */
export type ConversationStatus = (typeof conversationStatuses)[number];

/** Who says a message. */
export const messageRoles = [
  "user",
  "assistant",
  "system",
  "gatekeeper",
  "mentor",
  "robbie",
] as const;
/** One of {@link messageRoles}. */
export type MessageRole = (typeof messageRoles)[number];

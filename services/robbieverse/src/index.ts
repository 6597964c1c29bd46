export * from "./errors.js";
export type {
  AiMemory,
  Conversation,
  ConversationAnalytics,
  ConversationContext,
  Message,
  MessageEmbedding,
  Organization,
  OrganizationMembership,
  Town,
  User,
} from "./generated/client.js";
export * from "./words.js";
